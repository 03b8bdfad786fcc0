import { expect, test } from "vitest";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "./grant";
import { getBalance } from "./read";
import { reconcileLedger } from "./reconcile";
import { releaseCredits } from "./release";
import { reserveCredits } from "./reserve";
import { settleCredits } from "./settle";

const CALLS = 10_000;
const AT_ONCE = 16;

test("10,000 concurrent calls on one account from several connections end with the exact balance", async () => {
  const { id: userId } = await insertUser();
  const job = testContext();
  const own = testContext(userActor(userId));
  const input = {
    userId,
    amount: 100_000,
    source: "purchase" as const,
    expiresAt: null,
    businessKey: `all:${userId}`,
  };
  await grantCredits({ ctx: job, input });
  let charged = 0;
  let next = 0;
  let calls = 0;

  /** Reserve, then settle or release, each sometimes repeated as a retry would; three or four calls a job. */
  async function worker(): Promise<void> {
    while (calls < CALLS) {
      const n = next;
      next += 1;
      const subjectId = `job-${n}:${userId}`;
      calls += n % 3 === 0 ? 3 : 2;
      await reserveCredits({ ctx: own, input: { userId, subjectId, amount: 5 } });
      const close = () =>
        n % 4 === 0
          ? releaseCredits({ ctx: job, input: { subjectId } })
          : settleCredits({ ctx: job, input: { subjectId, charge: (n % 5) + 1 } });
      await (n % 3 === 0 ? Promise.all([close(), close()]) : close());
      if (n % 4 !== 0) charged += (n % 5) + 1;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  expect(calls).toBeGreaterThanOrEqual(CALLS);
  const { available, reserved } = await getBalance({ ctx: own });
  expect({ available, reserved }).toEqual({ available: 100_000 - charged, reserved: 0 });
  expect((await reconcileLedger({ ctx: job })).differences).toEqual([]);
}, 300_000);
