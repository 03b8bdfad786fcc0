import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ImageRequest, PollResult, SubmitResult, VendorCall } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { testCall, testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import type { Simulator } from "@/simulators/kit/server";
import { startStabilitySimulator } from "@/simulators/stability/server";
import { stabilityProvider } from "./client";

let simulator: Simulator;
/** An address where nobody listens any more. */
let nowhere: string;
beforeAll(async () => {
  const closed = await startStabilitySimulator();
  nowhere = closed.url;
  await closed.close();
  simulator = await startStabilitySimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.forget());

const posts = () => simulator.count("POST", /./);
const core = (changes: Partial<ImageRequest> = {}) => testRequest({ model: "stable-core", ...changes });
const submitWith = (key: string, request = core()) =>
  stabilityProvider.submit(request, testCall(simulator.url, key));

async function creative(key: string) {
  const request = testRequest({
    model: "stable-upscale-creative",
    operation: "upscale",
    source: await testPicture(64, 64),
  });
  const call = testCall(simulator.url, key);
  const submitted = await stabilityProvider.submit(request, call);
  return { request, call, submitted };
}

const idOf = (submitted: SubmitResult): string => {
  if (submitted.kind !== "pending") throw new Error("expected an order to poll");
  return submitted.externalId;
};

async function pollToEnd(id: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    const polled = await stabilityProvider.poll(id, request, call);
    if (polled.state !== "running") return polled;
  }
}

describe("a generation", () => {
  it("delivers the vendor's own bytes in one call, with the seed that made them", async () => {
    const call = testCall(simulator.url, "sim-key");
    const done = await stabilityProvider.submit(core(), call);
    expect(done).toEqual({
      kind: "done",
      outputs: [{ kept: { storageKey: "staging/test/0", sizeBytes: call.kept[0]?.length }, seed: 7 }],
    });
    expect(await sharp(call.kept[0]).metadata()).toMatchObject({
      format: "png",
      width: 1_280,
      height: 1_280,
    });
    expect(posts()).toBe(1);
  });

  it("crops to the exact ratio that the vendor lacks, and says so", async () => {
    const call = testCall(simulator.url, "sim-key");
    const done = await stabilityProvider.submit(testRequest({ model: "sd3.5-large", ratio: "4:3" }), call);
    expect(done).toMatchObject({ kind: "done", warnings: ["ratio_approximated"] });
    const { width = 0, height = 0 } = await sharp(call.kept[0]).metadata();
    expect(width * 3).toBe(height * 4);
  });

  it("delivers a real picture under a wrong content type", async () => {
    const call = testCall(simulator.url, "sim-wrong_content_type_image");
    expect(await stabilityProvider.submit(core(), call)).toMatchObject({ kind: "done" });
    expect((await sharp(call.kept[0]).metadata()).format).toBe("png");
  });

  it("waits for a slow answer", async () => {
    expect(await submitWith("sim-ok_slow=20000")).toMatchObject({ kind: "done" });
  });

  it("works at the second asking after a failure, without asking twice itself", async () => {
    await expect(submitWith("sim-500_then_ok")).rejects.toMatchObject({ errorClass: "provider_error" });
    expect(posts()).toBe(1);
    expect(await submitWith("sim-500_then_ok")).toMatchObject({ kind: "done" });
    expect(posts()).toBe(2);
  });
});

describe("a failing generation", () => {
  it.each([
    ["sim-429_retry_after=2", "rate_limited", true, 60_000],
    ["sim-429_retry_after=90", "rate_limited", true, 90_000],
    ["sim-429_no_header", "rate_limited", true, 60_000],
    ["sim-503", "provider_error", true, undefined],
    ["sim-auth_401", "auth", true, undefined],
    ["no-key-of-ours", "auth", true, undefined],
    ["sim-quota", "quota_exhausted", true, undefined],
    ["sim-policy", "content_policy", true, undefined],
    ["sim-public_figure", "content_policy", true, undefined],
    ["sim-invalid_language", "invalid_request", true, undefined],
    ["sim-filtered_header", "content_policy", true, undefined],
    ["sim-filtered_body", "content_policy", true, undefined],
    ["sim-empty_data", "provider_error", true, undefined],
    ["sim-api_redirect", "invalid_request", true, undefined],
    ["sim-malformed_json", "unknown_outcome", false, undefined],
    ["sim-html_502", "unknown_outcome", false, undefined],
    ["sim-html_200", "unknown_outcome", false, undefined],
    ["sim-huge_image", "unknown_outcome", false, undefined],
    ["sim-reset_after_body", "unknown_outcome", false, undefined],
  ])("at %s is %s (certainly not taken: %s) after one call", async (key, errorClass, certain, wait) => {
    const call = testCall(simulator.url, key);
    const failure = await stabilityProvider.submit(core(), call).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ errorClass, certainlyNotAccepted: certain, retryAfterMs: wait });
    expect(posts()).toBe(1);
    expect(call.kept).toEqual([]);
  });

  it("is an unknown outcome when the caller stops waiting", async () => {
    const signal = AbortSignal.timeout(100);
    const call = testCall(simulator.url, "sim-hang", { signal });
    await expect(stabilityProvider.submit(core(), call)).rejects.toMatchObject({
      errorClass: "unknown_outcome",
      certainlyNotAccepted: false,
    });
    expect(posts()).toBe(1);
  });

  it("was certainly not taken where nobody listens", async () => {
    const call = testCall(nowhere, "sim-key");
    await expect(stabilityProvider.submit(core(), call)).rejects.toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: true,
    });
  });

  it("says in words that a prompt must be English", async () => {
    await expect(submitWith("sim-key", core({ prompt: "雾中的竹林" }))).rejects.toMatchObject({
      errorClass: "invalid_request",
      detail: expect.stringContaining("English"),
    });
  });

  it("is not taken for one never sent when our own storage fails", async () => {
    const call = {
      ...testCall(simulator.url, "sim-key"),
      keep: () => Promise.reject(new Error("disk full")),
    };
    await expect(stabilityProvider.submit(core(), call)).rejects.toMatchObject({
      errorClass: "unknown_outcome",
      certainlyNotAccepted: false,
    });
  });

  it("never shows the key", async () => {
    const secret = "sim-bad_canary-4f9d1c";
    const told = (status: number, name: string): typeof fetch => {
      const body = JSON.stringify({
        id: "x",
        name,
        errors: [`prompt: ${secret} https://evil.test/${secret}`],
      });
      return async () => new Response(body, { status });
    };
    for (const [status, name] of [
      [400, "bad_request"],
      [401, "unauthorized"],
      [422, "odd"],
      [500, "internal_error"],
    ] as const) {
      const call = { ...testCall(simulator.url, secret), fetch: told(status, name) };
      const failure = await stabilityProvider.submit(core(), call).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ProviderError);
      const shown = `${JSON.stringify(failure)} ${failure} ${failure instanceof Error ? failure.stack : ""}`;
      expect(shown).not.toContain("canary");
      expect(shown).not.toContain("evil.test");
    }
  });
});

describe("an order that is polled", () => {
  it("is asked about every ten seconds until the picture is there", async () => {
    const { request, call, submitted } = await creative("sim-ok_slow=2000000");
    expect(submitted).toMatchObject({ kind: "pending", pollAfterMs: 10_000 });
    const id = idOf(submitted);
    const first = await stabilityProvider.poll(id, request, call);
    expect(first).toEqual({ state: "running", pollAfterMs: 10_000 });
    const { source: _source, ...withoutBytes } = request;
    expect(await pollToEnd(id, withoutBytes, call)).toMatchObject({ state: "done", outputs: [{ seed: 7 }] });
    expect(await sharp(call.kept[0]).metadata()).toMatchObject({ width: 2_880, height: 2_880 });
    expect(posts()).toBe(1);
  });

  it("fails for good with another key, and after the vendor has forgotten it", async () => {
    const { request, submitted } = await creative("sim-key");
    const stranger = testCall(simulator.url, "sim-other");
    const failed = {
      state: "failed",
      error: { errorClass: "not_found_or_expired", certainlyNotAccepted: false },
    };
    expect(await stabilityProvider.poll(idOf(submitted), request, stranger)).toMatchObject(failed);
    const expired = await creative("sim-result_expired");
    expect(await stabilityProvider.poll(idOf(expired.submitted), request, expired.call)).toMatchObject(
      failed,
    );
  });

  it("fails for good with a picture that is too large: the next asking would bring the same", async () => {
    const { request, call, submitted } = await creative("sim-huge_image");
    expect(await pollToEnd(idOf(submitted), request, call)).toMatchObject({
      state: "failed",
      error: { errorClass: "not_found_or_expired", certainlyNotAccepted: false },
    });
    expect(call.kept).toEqual([]);
  });

  it.each([
    ["sim-filtered_header", "content_policy"],
    ["sim-filtered_body", "content_policy"],
    ["sim-result_policy", "content_policy"],
    ["sim-empty_data", "provider_error"],
  ])("ends at %s with %s and delivers nothing", async (key, errorClass) => {
    const { request, call, submitted } = await creative(key);
    const ended = await pollToEnd(idOf(submitted), request, call);
    expect(ended).toMatchObject({ state: "failed", error: { errorClass, certainlyNotAccepted: true } });
    expect(call.kept).toEqual([]);
  });

  it.each([
    ["sim-result_500_then_ok", "provider_error"],
    ["sim-result_502_then_ok", "unknown_outcome"],
    ["sim-result_reset_then_ok", "unknown_outcome"],
    ["sim-result_malformed_then_ok", "unknown_outcome"],
  ])("survives %s: the next asking gets the picture", async (key, errorClass) => {
    const { request, call, submitted } = await creative(key);
    const id = idOf(submitted);
    const failure = stabilityProvider.poll(id, request, call);
    await expect(failure).rejects.toMatchObject({ errorClass, certainlyNotAccepted: false });
    expect(await pollToEnd(id, request, call)).toMatchObject({ state: "done" });
    expect(posts()).toBe(1);
  });

  it("may have been taken when the answer to it was lost", async () => {
    for (const key of ["sim-reset_after_body", "sim-malformed_json"])
      await expect(creative(key)).rejects.toMatchObject({
        errorClass: "unknown_outcome",
        certainlyNotAccepted: false,
      });
    expect(posts()).toBe(2);
  });

  it("is still open while nobody answers, and asked more slowly when the vendor says so", async () => {
    const { request } = await creative("sim-key");
    const away = testCall(nowhere, "sim-key");
    await expect(stabilityProvider.poll("a", request, away)).rejects.toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: false,
    });
    const busy = {
      ...testCall(simulator.url, "sim-key"),
      fetch: async () => new Response("{}", { status: 429 }),
    };
    await expect(stabilityProvider.poll("a", request, busy)).rejects.toMatchObject({
      errorClass: "rate_limited",
      certainlyNotAccepted: false,
      retryAfterMs: 60_000,
    });
  });
});

describe("testing a connection", () => {
  const report = (url: string, key: string) => stabilityProvider.test(testCall(url, key));

  it("tells the credits that are left, and orders nothing", async () => {
    expect(await report(simulator.url, "sim-key")).toEqual({ ok: true, detail: "997.25 credits" });
    expect(posts()).toBe(0);
  });

  it.each([
    ["not-a-key", "auth", /key/],
    ["sim-quota", "quota_exhausted", /no credits/],
    ["sim-html_200", "invalid_request", /does not answer like Stability/],
    ["sim-malformed_json", "invalid_request", /does not answer like Stability/],
    ["sim-api_redirect", "invalid_request", /redirect/],
    ["sim-429_no_header", "rate_limited", /wait/],
  ])("says what is wrong at %s: %s", async (key, errorClass, message) => {
    expect(await report(simulator.url, key)).toEqual({
      ok: false,
      errorClass,
      message: expect.stringMatching(message),
    });
  });

  it("tells a wrong address from one where nobody answers", async () => {
    expect(await report(`${simulator.url}/v2beta`, "sim-key")).toMatchObject({
      ok: false,
      message: expect.stringContaining("base URL"),
    });
    expect(await report(nowhere, "sim-key")).toMatchObject({
      ok: false,
      errorClass: "provider_error",
      message: expect.stringContaining("could not be reached"),
    });
  });
});

describe("stabilityProvider", () => {
  it("knows a fixed list of models", () => {
    expect(stabilityProvider.capabilities("stable-ultra", {})?.id).toBe("stable-ultra");
    expect(stabilityProvider.capabilities("dall-e-3", {})).toBeNull();
  });

  it("takes no order for a model that it does not have", async () => {
    await expect(submitWith("sim-key", testRequest({ model: "dall-e-3" }))).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
    expect(posts()).toBe(0);
  });
});
