import { describe } from "vitest";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import { testBench } from "./bench.fixture";
import {
  type CommonScenario,
  failed,
  fourTimes,
  made,
  nobodyKnows,
  type Row,
  refused,
} from "./endings.fixture";

const bench = testBench({
  start: startReplicateSimulator,
  settings: (url) => ({ REPLICATE_API_KEY: "sim-main-replicate", REPLICATE_BASE_URL: `${url}/v1` }),
  paid: /^\/v1\/(models\/.+\/)?predictions$/,
  model: "flux-schnell",
  unit: 1,
  count: 1,
  order: { seed: 7 },
});

const picture: Row = { steps: [made("later")] };
const notFetched = (says: RegExp): Row => ({ ...picture, undelivered: 1, says });
const busy: Row = { steps: fourTimes(refused("rate_limited")), says: /asks to wait/ };

const common: Record<CommonScenario, Row> = {
  ok: picture,
  ok_slow: { ...picture, argument: "20000" },
  "429_retry_after": { ...busy, argument: "90", waitsMs: [90_000, 90_000, 90_000] },
  // Its body names 30 seconds; ours is the longer wait.
  "429_no_header": busy,
  "500_then_ok": { steps: [refused("provider_error"), made("later")] },
  "503": { steps: fourTimes(refused("provider_error")), says: /failed \(503\)/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /does not accept this key/ },
  quota: { steps: [refused("quota_exhausted")], says: /has no credit/ },
  policy: { steps: [failed("content_policy")], says: /model refused: .*NSFW/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/page came instead/),
  empty_data: { steps: fourTimes(failed("provider_error")), says: /without a picture/ },
  wrong_content_type_image: picture,
  url_expired_403: notFetched(/not there any more \(403\)/),
  url_redirect: notFetched(/169\.254\.169\.254 is not one of the hosts/),
  huge_image: notFetched(/more than \d+ bytes/),
};

describe("flux-schnell, run by name", () => {
  bench.table(common);

  const gone: Row = { steps: [failed("not_found_or_expired")], says: /removed the result/ };
  bench.table({
    accepted_202: picture,
    slow: picture,
    partial: { ...picture, count: 2, delivered: 1, code: "content_policy" },
    failed_nsfw: { steps: [failed("content_policy")], says: /NSFW/ },
    failed_e1000: { steps: fourTimes(failed("provider_error")), says: /E1000/ },
    failed_e1001: { steps: fourTimes(failed("provider_error")), says: /E1001/ },
    aborted: { steps: fourTimes(failed("provider_error")), says: /did not start the order in time/ },
    output_404: notFetched(/not there any more \(404\)/),
    data_removed: gone,
    poll_404: { ...gone, says: /does not know this order/ },
    poll_429: picture,
    poll_503: picture,
    poll_html_502: picture,
    poll_reset: picture,
  });
});

describe("sdxl, run by version", () => {
  bench.table(common, { unit: 1, parts: { model: "sdxl" } });
});
