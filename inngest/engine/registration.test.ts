import { Inngest, type InngestFunction } from "inngest";
import { expect, test } from "vitest";
import { latestTick, parseCron } from "./crons";
import { readFunctions } from "./registration";

const client = new Inngest({ id: "app", isDev: false });
type Options = Parameters<typeof client.createFunction>[0];
const make = (options: Partial<Options>): InngestFunction.Any =>
  client.createFunction({ id: "fn", triggers: [{ event: "go" }], ...options }, async () => {});
const read = (options: Partial<Options>) => readFunctions(client, [make(options)]);

test("a function is read with its attempts, triggers, limits, cancellations and failure handler", () => {
  const functions = read({
    retries: 3,
    triggers: [{ event: "go", if: "event.data.n > 1" }, { cron: "TZ=Asia/Shanghai 0 3 * * *" }],
    concurrency: [
      { limit: 2, key: "event.data.userId" },
      { limit: 10, scope: "fn" },
    ],
    cancelOn: [{ event: "stop", match: "data.id" }],
    onFailure: async () => {},
  });
  expect(functions).toEqual([
    {
      id: "app-fn",
      maxAttempts: 4,
      triggers: [{ event: "go", expression: "event.data.n > 1" }],
      crons: ["TZ=Asia/Shanghai 0 3 * * *"],
      cancel: [{ event: "stop", if: "event.data.id == async.data.id" }],
      concurrency: [{ limit: 2, key: "event.data.userId" }, { limit: 10 }],
    },
    {
      id: "app-fn-failure",
      maxAttempts: 2,
      triggers: [{ event: "inngest/function.failed", expression: "event.data.function_id == 'app-fn'" }],
      crons: [],
      cancel: [],
      concurrency: [],
    },
  ]);
});

test("without `retries` there are five attempts, as on the server", () => {
  expect(read({})[0]?.maxAttempts).toBe(5);
});

test.each<[string, Partial<Options>]>([
  ["batchEvents", { batchEvents: { maxSize: 10, timeout: "5s" } }],
  ["debounce", { debounce: { period: "5s" } }],
  ["throttle", { throttle: { limit: 1, period: "5s" } }],
  ["rateLimit", { rateLimit: { limit: 1, period: "5s" } }],
  ["singleton", { singleton: { mode: "skip" } }],
  ["priority", { priority: { run: "100" } }],
  ["timeouts", { timeouts: { finish: "1h" } }],
  ["idempotency", { idempotency: "event.data.id" }],
  ["timeout", { cancelOn: [{ event: "stop", timeout: "1h" }] }],
  ["scope", { concurrency: { limit: 1, scope: "account", key: "'x'" } }],
  ["optimizeParallelism", { optimizeParallelism: false }],
  ["invoke only", { triggers: [] }],
  ["wildcard", { triggers: [{ event: "go/*" }] }],
  ["never sent", { triggers: [{ event: "inngest/function.finished" }] }],
  ["Cannot read", { triggers: [{ event: "go", if: "size(event.data) > 1" }] }],
  ["Cannot read", { concurrency: { limit: 1, key: "event.data.id[0]" } }],
  ["5 parts", { triggers: [{ cron: "* * * * * *" }] }],
  ["timezone", { triggers: [{ cron: "TZ=Nowhere/Else 0 3 * * *" }] }],
])("registration refuses what is not implemented, naming function and option: %s", (named, options) => {
  expect(() => read(options)).toThrow(/The embedded engine cannot run the function "app-fn"/);
  expect(() => read(options)).toThrow(new RegExp(named, "i"));
});

test.each([
  ["TZ=Asia/Shanghai 0 3 * * *", "2026-03-01T19:00:00Z", "2026-03-01T19:00:00.000Z"],
  ["TZ=Asia/Shanghai 0 3 * * *", "2026-03-01T18:59:59Z", "2026-02-28T19:00:00.000Z"],
  ["0 3 * * *", "2026-03-01T18:59:59Z", "2026-03-01T03:00:00.000Z"],
  ["*/5 * * * *", "2026-03-01T00:07:30Z", "2026-03-01T00:05:00.000Z"],
  ["@daily", "2026-03-01T00:07:30Z", "2026-03-01T00:00:00.000Z"],
])("the latest tick of %s at %s is %s, whatever the machine's zone", (cron, now, tick) => {
  expect(latestTick(parseCron(cron), new Date(now))?.toISOString()).toBe(tick);
});
