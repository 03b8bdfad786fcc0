import { jobActor, testContext } from "@/db/testing";
import { runLedgerCheck } from "@/lib/credits/checks/run";
import { prepareRequestLog } from "../requests/prepare";
import { rollUpRequests } from "../requests/roll-up";
import {
  addSickChannel,
  agreeCost,
  at,
  begin,
  deliver,
  failDelivery,
  failRun,
  lose,
  payNothing,
  refund,
  Somebody,
} from "./history.fixture";
import { rollUpFigures } from "./roll-up";

/** The moment at which the two days are looked at. */
export const NOW = "11 18:00:00.000";

/** What the jobs do, at a moment of the history. */
export async function rollUp(moment: string): Promise<void> {
  const ctx = testContext(jobActor(), at(moment));
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpRequests({ ctx, input: { from } })).next;
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpFigures({ ctx, input: { from } })).next;
}

/** Two days, told by hand: what the numbers of the tests are counted from. */
export async function liveTwoDays(): Promise<void> {
  await agreeCost("scripted-1", 250_000);
  await prepareRequestLog({ ctx: testContext(jobActor(), at("10 08:00:00.000")) });

  const anna = await Somebody.signUp("anna", "10 09:00:00.000");
  const ben = await Somebody.signUp("ben", "10 10:00:00.000");
  await anna.ask("10 09:00:01.000");
  await anna.ask("10 09:00:02.000");
  await ben.ask("10 10:00:01.000");
  await ben.buy("10 11:00:00.000", "pro-month", 2_900);
  const pack = await anna.buy("10 15:00:00.000", "credits-100", 690);

  const two = await anna.order("10 12:00:00.000", { count: 2 });
  await begin(two, "10 12:00:01.000");
  const shown = await deliver(two, 2, "10 12:00:08.000");
  const half = await ben.order("10 13:00:00.000", { tier: "2K", count: 2 });
  await begin(half, "10 13:00:01.000");
  await deliver(half, 1, "10 13:01:04.000");
  const lost = await ben.order("10 14:00:00.000");
  await lose(lost, "10 14:05:00.000");
  const overMidnight = await anna.order("10 23:59:50.000");
  await begin(overMidnight, "10 23:59:51.000");
  await Somebody.signUp("cora", "10 23:59:59.999");
  await rollUp("10 23:59:59.999");

  const dan = await Somebody.signUp("dan", "11 00:00:00.000");
  await anna.buy("11 00:00:00.000", "credits-500", 2_990);
  await deliver(overMidnight, 1, "11 00:00:06.000");
  await anna.ask("11 00:00:00.000");
  await dan.ask("11 00:00:01.000");
  const never = await ben.order("11 09:00:00.000");
  await ben.cancel("11 09:00:30.000", never);
  const single = await ben.order("11 09:30:00.000", { model: "scripted-single" });
  await begin(single, "11 09:30:01.000");
  await deliver(single, 1, "11 09:30:04.000");
  const running = await anna.order("11 10:00:00.000");
  await begin(running, "11 10:00:01.000");
  await anna.order("11 10:05:00.000");
  await refund(pack, 300, { requested: "11 10:30:00.000", succeeded: null });
  await refund(pack, 690, { requested: "11 10:40:00.000", succeeded: "11 14:00:00.000" });
  await dan.close("11 12:00:00.000");
  await anna.publish("11 13:00:00.000", shown);
  await payNothing("11 13:30:00.000", pack);
  await addSickChannel("11 17:30:00.000", ["delivered", "delivered", "auth", "content_policy", "closed"]);
  await runLedgerCheck({ ctx: testContext(jobActor(), at("11 17:00:00.000")), input: {} });
  await failRun("xintu-purge-trash", "11 03:40:00.000");
  await failDelivery(anna.userId, "11 16:00:00.000");
  await rollUp(NOW);
}
