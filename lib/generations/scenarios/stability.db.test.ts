import sharp from "sharp";
import { describe } from "vitest";
import { createEdit } from "@/lib/edits/create";
import { uploadImage } from "@/lib/images/files/upload";
import { startStabilitySimulator } from "@/simulators/stability/server";
import { describeRows, testBench } from "./bench.fixture";
import {
  type CommonScenario,
  failed,
  failedAtOnce,
  fourTimes,
  made,
  nobodyKnows,
  type Row,
  refused,
  twice,
  type Way,
} from "./endings.fixture";

const bench = testBench({
  start: startStabilitySimulator,
  settings: (url) => ({ STABILITY_API_KEY: "sim-main-stability", STABILITY_BASE_URL: url }),
  paid: /^\/v2beta\/stable-image\//,
  model: "stable-core",
  unit: 4,
  count: 1,
});

/** Its pictures come inside the answers: there is no address that could expire or lead elsewhere. */
type Scenario = Exclude<CommonScenario, "url_expired_403" | "url_redirect">;

const common = (way: Way): Omit<Record<Scenario, Row>, "empty_data" | "huge_image"> => ({
  ok: { steps: [made(way)] },
  ok_slow: { steps: [made(way)], argument: "20000" },
  "429_retry_after": {
    steps: fourTimes(refused("rate_limited")),
    argument: "90",
    waitsMs: [90_000, 90_000, 90_000],
    says: /asks to wait/,
  },
  "429_no_header": { steps: fourTimes(refused("rate_limited")), says: /asks to wait/ },
  "500_then_ok": { steps: [refused("provider_error"), made(way)] },
  "503": { steps: fourTimes(refused("provider_error")), says: /failed \(503\)/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /does not accept the key/ },
  quota: { steps: [refused("quota_exhausted")], says: /has no credit/ },
  policy: { steps: [refused("content_policy")], says: /refused this order/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/answer was lost \(502\)/),
  wrong_content_type_image: { steps: [made(way)] },
});

describe("stable-core, answered with its picture", () => {
  const rows: Record<Scenario, Row> = {
    ...common("at once"),
    empty_data: { steps: twice(failedAtOnce("provider_error")), says: /without a picture/ },
    huge_image: nobodyKnows(/too large/),
  };
  bench.table(rows);
  bench.table({
    filtered_header: { steps: [refused("content_policy")], says: /filter withheld/ },
    filtered_body: { steps: [refused("content_policy")], says: /filter withheld/ },
    public_figure: { steps: [refused("content_policy")], says: /public figures/ },
    invalid_language: { steps: [refused("invalid_request")], says: /English prompts only/ },
    html_200: nobodyKnows(/not readable/),
    api_redirect: { steps: [refused("invalid_request")], says: /redirect/ },
  });
});

describe("stable-upscale-creative, asked about until it is done", () => {
  const rows: Record<Scenario, Row> = {
    ...common("later"),
    empty_data: { steps: fourTimes(failed("provider_error")), says: /without a picture/ },
    huge_image: { steps: [failed("not_found_or_expired")], says: /too large/ },
  };
  const own: Record<string, Row> = {
    result_expired: { steps: [failed("not_found_or_expired")], says: /does not have this result/ },
    result_policy: { steps: [failed("content_policy")], says: /refused this order/ },
    filtered_header: { steps: [failed("content_policy")], says: /filter withheld/ },
    filtered_body: { steps: [failed("content_policy")], says: /filter withheld/ },
    result_500_then_ok: { steps: [made("later")] },
    result_502_then_ok: { steps: [made("later")] },
    result_reset_then_ok: { steps: [made("later")] },
    result_malformed_then_ok: { steps: [made("later")] },
  };
  let edits = 0;
  const upscale = async (marker: string) => {
    edits += 1;
    const create = { width: 64, height: 64, channels: 3 as const, background: "#446688" };
    const bytes = await sharp({ create }).png().toBuffer();
    const image = await uploadImage({ ctx: bench.own(), input: {}, bytes });
    if ("ok" in image) throw new Error(image.reason);
    const input = {
      ...{ idempotencyKey: `scenario-edit-${edits}`, imageId: image.id, operation: "upscale" as const },
      ...{ model: "stable-upscale-creative", prompt: `a calm sea [[sim:${marker}]]` },
    };
    return bench.follow(await createEdit({ ctx: bench.own(), input }));
  };
  describeRows({ unit: 75, count: 1 }, { ...rows, ...own }, upscale);
});
