import { describe, expect, test } from "vitest";
import { startBailianSimulator } from "@/simulators/bailian/server";
import { testBench, type Vendor } from "./bench.fixture";
import {
  type CommonScenario,
  closed,
  failed,
  failedAtOnce,
  fourTimes,
  made,
  nobodyKnows,
  type Row,
  refused,
  type Step,
  twice,
  type Way,
} from "./endings.fixture";

const vendor: Vendor = {
  start: startBailianSimulator,
  settings: (url) => ({ BAILIAN_API_KEY: "sim-main-bailian", BAILIAN_BASE_URL: `${url}/api/v1` }),
  paid: /^\/api\/v1\/services\/aigc\//,
  model: "qwen-image-plus",
  unit: 4,
  count: 1,
  order: { seed: 7 },
};

const notFetched = (way: Way, says: RegExp): Row => ({ steps: [made(way)], undelivered: 1, says });
const busy: Row = { steps: fourTimes(refused("rate_limited")), says: /asks to wait/ };

const common = (way: Way): Record<CommonScenario, Row> => ({
  ok: { steps: [made(way)] },
  ok_slow: { steps: [made(way)], argument: "20000" },
  "429_retry_after": { ...busy, argument: "90", waitsMs: [90_000, 90_000, 90_000] },
  "429_no_header": busy,
  "500_then_ok": { steps: [refused("provider_error"), made(way)] },
  "503": { steps: fourTimes(refused("provider_error")), says: /Bailian failed/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /does not accept the key/ },
  quota: { steps: [refused("quota_exhausted")], says: /no credit or quota left/ },
  policy: { steps: [refused("content_policy")], says: /refuses this content/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/answer was lost \(502\)/),
  empty_data: {
    steps: way === "later" ? fourTimes(failed("provider_error")) : twice(failedAtOnce("provider_error")),
    says: /picture/,
  },
  wrong_content_type_image: { steps: [made(way)] },
  url_expired_403: notFetched(way, /not there any more \(403\)/),
  url_redirect: notFetched(way, /169\.254\.169\.254 is not one of the hosts/),
  huge_image: notFetched(way, /more than \d+ bytes/),
});

const code = (argument: string, steps: Step[], says: RegExp): Row => ({ argument, steps, says });

describe("qwen-image-plus, answered with its pictures", () => {
  const bench = testBench(vendor);
  bench.table(common("at once"));
  bench.table({
    media_unreadable: { steps: [refused("invalid_request")], says: /does not take this order/ },
    partial: { steps: [refused("content_policy")], says: /refuses this content/ },
  });
  describe("two pictures, in two calls", () => {
    bench.table({
      ok: { steps: [made("at once"), made("at once")], count: 2, waitsMs: [] },
      reset_after_body: nobodyKnows(/answer was lost/, { count: 2 }),
    });
  });
  describe.each([
    code("Throttling.AllocationQuota", [refused("quota_exhausted")], /no credit or quota left/),
    code("IPInfringementSuspect", [refused("content_policy")], /refuses this content/),
    code("AccessDenied.Unpurchased", [refused("auth")], /does not accept the key/),
    code("InternalError.Algo", fourTimes(refused("provider_error")), /Bailian failed/),
  ])("refused with $argument", (row) => bench.table({ code: row }));
  describe.each([
    code("InvalidParameter", [refused("invalid_request")], /does not take this order/),
    code("Arrearage", [refused("quota_exhausted")], /no credit or quota left/),
  ])("answered 200 with the code $argument", (row) => bench.table({ "200_with_code": row }));
});

/** What happens to tasks, whichever endpoint opened them. */
const tasks: Record<string, Row> = {
  unknown: { steps: [failed("not_found_or_expired")], says: /does not know this order/ },
  canceled: { steps: [failed("not_found_or_expired")], says: /was cancelled/ },
  poll_500_once: { steps: [made("later")] },
};

describe("qwen-image-3.0, a task of the newer endpoint", () => {
  const bench = testBench(vendor);
  const other = { unit: 6, parts: { model: "qwen-image-3.0" } };
  bench.table(common("later"), other);
  bench.table(tasks, other);
  bench.table({ partial: { steps: [made("later")], count: 2, delivered: 1, code: "provider_error" } }, other);
  describe.each([
    code("DataInspectionFailed", [failed("content_policy")], /refuses this content/),
    code("InternalError", fourTimes(failed("provider_error")), /Bailian failed/),
  ])("failed with $argument", (row) => bench.table({ failed: row }, other));
});

describe("wan2.2-t2i-flash, a task of the older endpoint", () => {
  const bench = testBench(vendor);
  const other = { unit: 3, parts: { model: "wan2.2-t2i-flash" } };
  bench.table(common("later"), other);
  bench.table(tasks, other);
  bench.table({ partial: { steps: [made("later")], count: 2, delivered: 1, code: "content_policy" } }, other);

  test("a rewritten prompt is delivered and said", async () => {
    const { view } = await bench.play("rewritten", other.parts);
    expect(view).toMatchObject({ status: "succeeded", warnings: ["prompt_rewritten"] });
  });
});

describe("a task of bailian that does not end before the deadline", () => {
  const gaveUp: Row = { steps: [closed], code: "deadline_exceeded" };
  const settings = (url: string) => ({ ...vendor.settings(url), GENERATION_DEADLINE_MS: "60000" });
  const bench = testBench({ ...vendor, settings, model: "qwen-image-3.0", unit: 6 });
  bench.table({ stay_pending: gaveUp, stay_running: gaveUp });
});
