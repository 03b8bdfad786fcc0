import { describe } from "vitest";
import { startOpenaiSimulator } from "@/simulators/openai/server";
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
  start: startOpenaiSimulator,
  settings: (url) => ({ OPENAI_API_KEY: "sim-main-openai", OPENAI_BASE_URL: `${url}/v1` }),
  paid: /^\/v1\/images\/(generations|edits)$/,
  model: "gpt-image-2",
  // Nine for a standard picture, 30 % of it for a draft.
  unit: 3,
  count: 1,
  order: { quality: "draft" },
});

const picture: Row = { steps: [made("at once")] };

/** Its pictures come inside the answers: there is no address that could expire or lead elsewhere. */
const common: Record<Exclude<CommonScenario, "url_expired_403" | "url_redirect">, Row> = {
  ok: picture,
  ok_slow: { ...picture, argument: "20000" },
  "429_retry_after": {
    steps: fourTimes(refused("rate_limited")),
    argument: "90",
    waitsMs: [90_000, 90_000, 90_000],
    says: /asks to wait/,
  },
  "429_no_header": { steps: fourTimes(refused("rate_limited")), says: /asks to wait/ },
  "500_then_ok": { steps: [refused("provider_error"), made("at once")] },
  "503": { steps: fourTimes(refused("provider_error")), says: /failed \(503\)/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /does not accept the key/ },
  quota: { steps: [refused("quota_exhausted")], says: /has no credit/ },
  policy: { steps: [refused("content_policy")], says: /filter refused this order/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/answer was lost \(502\)/),
  empty_data: nobodyKnows(/ended without the picture/),
  wrong_content_type_image: picture,
  huge_image: nobodyKnows(/too large/),
};

describe("gpt-image-2, streamed", () => {
  bench.table(common);
  bench.table({
    policy_output: { steps: [refused("content_policy")], says: /refused the finished picture/ },
    billing_limit: { steps: [refused("quota_exhausted")], says: /has no credit/ },
    api_redirect: { steps: [refused("invalid_request")], says: /redirect/ },
    final_first: picture,
    no_stream: picture,
    stream_error: { steps: [failedAtOnce("content_policy")], says: /refused the finished picture/ },
    stream_cut: nobodyKnows(/broke off|lost/),
  });
  bench.table({ partials: { ...picture, argument: "0" } });
});

describe("gpt-image-2, several pictures in one answer", () => {
  const two: Row = { ...picture, count: 2 };
  bench.table({
    partial: { ...two, delivered: 1, code: "provider_error" },
    reset_after_body: nobodyKnows(/answer was lost/, { count: 2 }),
    malformed_json: nobodyKnows(/not readable/, { count: 2 }),
    empty_data: { steps: twice(failedAtOnce("provider_error")), count: 2, says: /without a picture/ },
    huge_image: nobodyKnows(/too large/, { count: 2 }),
    wrong_content_type_image: two,
  });
});
