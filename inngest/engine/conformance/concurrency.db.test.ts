import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "@/db/client";
import { env } from "@/lib/platform/env";
import { sleep } from "@/lib/platform/time";
import { isRealServer, newApp, startTarget, type Target, Trace } from "./target";

const { client, named } = newApp();
const trace = new Trace();

/** How many steps of a key execute now, and the most that ever did. */
class Meter {
  private readonly now = new Map<string, number>();
  readonly most = new Map<string, number>();

  async hold(key: string, ms: number): Promise<void> {
    const count = (this.now.get(key) ?? 0) + 1;
    this.now.set(key, count);
    this.most.set(key, Math.max(this.most.get(key) ?? 0, count));
    await sleep(ms);
    this.now.set(key, (this.now.get(key) ?? 1) - 1);
  }
}
const meter = new Meter();

const one = client.createFunction(
  {
    id: "one-per-user",
    concurrency: { limit: 1, key: "event.data.user" },
    triggers: [{ event: named("one") }],
  },
  async ({ event, step }) => {
    await step.run("a", () => meter.hold(`one ${event.data.user}`, 15));
    await step.run("b", () => meter.hold(`one ${event.data.user}`, 15));
    trace.note(`one ${event.data.user}`);
  },
);

const two = client.createFunction(
  {
    id: "two-per-user-five-in-all",
    concurrency: [{ limit: 2, key: "event.data.user" }, { limit: 5 }],
    triggers: [{ event: named("two") }],
  },
  async ({ event, step }) => {
    await Promise.all(
      ["a", "b", "c"].map((id) =>
        step.run(id, async () => {
          trace.note(`step ${event.data.n} ${id}`);
          await Promise.all([meter.hold(`two ${event.data.user}`, 15), meter.hold("two in all", 15)]);
        }),
      ),
    );
    trace.note("two done");
  },
);

const sleepy = client.createFunction(
  { id: "sleepy", concurrency: 1, triggers: [{ event: named("sleepy") }] },
  async ({ event, step }) => {
    await step.run("start", () => trace.note(`sleepy start ${event.data.n}`));
    await step.sleep("nap", "1s");
    trace.note("sleepy done");
  },
);

// Two engines with a pool each stand for two processes; a real server takes one endpoint.
const pools = isRealServer ? [undefined] : [openPool(env().DATABASE_URL, 6), openPool(env().DATABASE_URL, 6)];
let targets: Target[] = [];

beforeAll(async () => {
  for (const sql of pools) targets.push(await startTarget(client, [one, two, sleepy], { sql, slots: 6 }));
});
afterAll(async () => {
  await Promise.all(targets.map((target) => target.stop()));
  targets = [];
  for (const pool of pools) await pool?.end({ timeout: 5 });
});

test("with a limit of 1 per key, the steps of a key never overlap and those of other keys do not wait for it", async () => {
  const users = ["u", "v", "w"];
  await client.send(
    Array.from({ length: 18 }, (_, i) => ({ name: named("one"), data: { user: users[i % 3] } })),
  );
  for (const user of users) await trace.until(`one ${user}`, 6);
  expect(users.map((user) => meter.most.get(`one ${user}`))).toEqual([1, 1, 1]);
});

test("two limits hold together across two engines, and no step is done twice", async () => {
  const count = 24;
  const users = ["u", "v", "w", "x"];
  await client.send(
    Array.from({ length: count }, (_, n) => ({ name: named("two"), data: { n, user: users[n % 4] } })),
  );
  await trace.until("two done", count);
  for (const user of users) expect(meter.most.get(`two ${user}`)).toBeLessThanOrEqual(2);
  expect(meter.most.get("two in all")).toBeLessThanOrEqual(5);
  expect(meter.most.get("two in all")).toBeGreaterThan(2);
  for (let n = 0; n < count; n += 1)
    for (const id of ["a", "b", "c"]) expect(trace.count(`step ${n} ${id}`)).toBe(1);
});

test("a sleeping run holds no place", async () => {
  await client.send([1, 2, 3].map((n) => ({ name: named("sleepy"), data: { n } })));
  for (const n of [1, 2, 3]) await trace.until(`sleepy start ${n}`);
  expect(trace.count("sleepy done")).toBe(0);
  await trace.until("sleepy done", 3);
});
