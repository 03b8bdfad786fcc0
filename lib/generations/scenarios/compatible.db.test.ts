import { describe, expect, test } from "vitest";
import { createApiConfig } from "@/lib/api-configs/create";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { describeRows, testBench } from "./bench.fixture";
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

const FEE = 2;

const bench = testBench({
  start: startOpenaiSimulator,
  settings: () => ({ OWN_KEY_FEE_CREDITS: String(FEE) }),
  paid: /^\/v1\/images\/generations$/,
  model: "",
  unit: FEE,
  count: 1,
});

/** A gateway of this test's person, and the model that it is to them. */
async function ownModel(apiKey: string): Promise<string> {
  const config = await createApiConfig({
    ctx: bench.own(),
    input: {
      ...{ name: "My gateway", provider: "openai", baseUrl: `${bench.simulator().url}/v1`, apiKey },
      ...{ model: "simulated-diffusion", options: { dialect: "compatible" } },
    },
  });
  if ("ok" in config) throw new Error(config.reason);
  return config.id;
}

/** Tests of a gateway that is asked with this key; the key chooses how it answers. */
const table = (apiKey: string, rows: Readonly<Record<string, Row>>) =>
  describeRows(bench.vendor, rows, async (marker, { count = 1 }) =>
    bench.play(marker, { model: await ownModel(apiKey), count }),
  );

const picture: Row = { steps: [made("at once")] };
const notFetched = (says: RegExp): Row => ({ ...picture, undelivered: 1, says });

const common: Record<CommonScenario, Row> = {
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
  empty_data: { steps: twice(failedAtOnce("provider_error")), says: /without a picture/ },
  wrong_content_type_image: picture,
  url_expired_403: notFetched(/not there any more \(403\)/),
  url_redirect: notFetched(/169\.254\.169\.254 is not one of the hosts/),
  huge_image: notFetched(/more than \d+ bytes/),
};

describe("an own gateway of the compatible dialect that answers addresses", () => {
  table("sim-compatible-url_only", common);
});

describe("an own gateway of the compatible dialect that answers pictures", () => {
  table("sim-compatible-plain", {
    ok: picture,
    partial: { ...picture, count: 2, delivered: 1, code: "provider_error" },
  });

  test("costs its owner nothing where the operator takes no fee", async () => {
    await bench.restartWith({ OWN_KEY_FEE_CREDITS: "0" });
    const { ending } = await bench.play("ok", { model: await ownModel("sim-compatible-plain") });
    expect(ending).toMatchObject({ status: "succeeded", reserved: 0, charged: 0, delivered: 1 });
  });
});
