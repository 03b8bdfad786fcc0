import { describe } from "vitest";
import { startA1111Simulator } from "@/simulators/a1111/server";
import { testBench } from "./bench.fixture";
import {
  type CommonScenario,
  failedAtOnce,
  fourTimes,
  made,
  nobodyKnows,
  type Row,
  refused,
  twice,
} from "./endings.fixture";

const bench = testBench({
  start: startA1111Simulator,
  settings: (url) => ({ A1111_API_KEY: "sim-main:secret", A1111_BASE_URL: url }),
  paid: /^\/sdapi\/v1\/(txt2img|img2img|extra-single-image)$/,
  model: "a1111-default",
  unit: 1,
  count: 1,
  order: { quality: "draft" },
});

const picture: Row = { steps: [made("at once")] };
const busy: Row = { steps: fourTimes(refused("rate_limited")), says: /asks to wait/ };

/**
 * The server has neither a bill nor a filter, so nothing can be used up or refused; and its pictures come inside the
 * answers: there is no address that could expire or lead elsewhere.
 */
type Scenario = Exclude<CommonScenario, "quota" | "policy" | "url_expired_403" | "url_redirect">;

const common: Record<Scenario, Row> = {
  ok: picture,
  ok_slow: { ...picture, argument: "20000" },
  "429_retry_after": { ...busy, argument: "90", waitsMs: [90_000, 90_000, 90_000] },
  "429_no_header": busy,
  "500_then_ok": { steps: [refused("provider_error"), made("at once")] },
  "503": { steps: fourTimes(refused("provider_error")), says: /failed \(503\)/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /user name and password/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/answer was lost \(502\)/),
  empty_data: { steps: twice(failedAtOnce("provider_error")), says: /made no picture/ },
  wrong_content_type_image: picture,
  huge_image: nobodyKnows(/not usable/),
};

describe("a1111", () => {
  bench.table(common);
  bench.table({
    "422_detail": { steps: [refused("invalid_request")], says: /body\.width: value is not a valid integer/ },
    nans: { steps: fourTimes(refused("provider_error")), says: /server failed/ },
    fewer: { ...picture, count: 2, delivered: 1, code: "provider_error" },
  });
});
