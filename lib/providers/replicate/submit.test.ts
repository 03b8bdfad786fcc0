import { describe, expect, it, vi } from "vitest";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import type { ImageRequest } from "../image-provider";
import { testCall } from "../testing-call.fixture";
import { KEY, order, refusal, testBench, urlsOf } from "./bench.fixture";

const bench = testBench();

describe("submit", () => {
  it.each<[string, string, boolean]>([
    ["auth_401", "auth", true],
    ["quota", "quota_exhausted", true],
    ["429_retry_after=2", "rate_limited", true],
    ["429_no_header", "rate_limited", true],
    ["500_then_ok", "provider_error", true],
    ["503", "provider_error", true],
    ["reset_after_body", "unknown_outcome", false],
    ["malformed_json", "unknown_outcome", false],
    ["html_502", "unknown_outcome", false],
  ])("asks exactly once in the scenario %s and throws %s", async (scenario, errorClass, certain) => {
    const error = await refusal(bench.submit(order(scenario)));
    expect(error).toMatchObject({ errorClass, certainlyNotAccepted: certain });
    expect(bench.posts()).toBe(1);
  });

  it("tells how long to wait, from the header or from the words", async () => {
    expect((await refusal(bench.submit(order("429_retry_after=2")))).retryAfterMs).toBe(2_000);
    expect((await refusal(bench.submit(order("429_no_header")))).retryAfterMs).toBe(30_000);
  });

  it("leaves the outcome open when the answer does not come in time", async () => {
    const patience = testCall(`${bench.simulator.url}/v1`, KEY, { signal: AbortSignal.timeout(200) });
    const error = await refusal(bench.submit(order("hang"), patience));
    expect(error).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
    expect(bench.posts()).toBe(1);
  });

  it("is sure that nothing was ordered when nobody listens", async () => {
    const nobody = await startReplicateSimulator();
    await nobody.close();
    const error = await refusal(bench.submit(order("ok"), testCall(`${nobody.url}/v1`, KEY)));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
  });

  it("sends nothing after it was given up", async () => {
    const given = testCall(`${bench.simulator.url}/v1`, KEY, { signal: AbortSignal.abort() });
    expect(await refusal(bench.submit(order("ok"), given))).toMatchObject({ certainlyNotAccepted: true });
    expect(bench.simulator.requests).toHaveLength(0);
  });

  it("succeeds when it is asked again after a failure", async () => {
    const request = order("500_then_ok", { prompt: "a lighthouse [[sim:500_then_ok]]" });
    await refusal(bench.submit(request));
    expect((await bench.make(request)).state).toBe("done");
  });

  it("takes an answer 202 like 201", async () => {
    expect((await bench.make(order("accepted_202"))).state).toBe("done");
  });

  it.each([
    ["flux-schnell", "/v1/models/black-forest-labs/flux-schnell/predictions"],
    ["flux-dev", "/v1/models/black-forest-labs/flux-dev/predictions"],
    ["black-forest-labs/flux-1.1-pro", "/v1/models/black-forest-labs/flux-1.1-pro/predictions"],
    ["flux-2-pro", "/v1/models/black-forest-labs/flux-2-pro/predictions"],
    ["sdxl", "/v1/predictions"],
  ])("runs %s at its own address and gets a picture", async (model, path) => {
    const result = await bench.make(order("ok", { model }));
    expect(bench.simulator.count("POST", path)).toBe(1);
    expect(urlsOf(result)).toHaveLength(1);
  });

  it("runs the SDXL version that the connection names", async () => {
    const version = "39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b";
    const request = order("ok", { model: "sdxl" });
    await bench.submit(request, bench.call(KEY, { sdxlVersion: version }));
    const error = await refusal(bench.submit(request, bench.call(KEY, { sdxlVersion: "0".repeat(64) })));
    expect(error.errorClass).toBe("invalid_request");
    expect(error.detail).toContain("The specified version does not exist");
    expect(bench.posts()).toBe(2);
    await refusal(bench.submit(request, bench.call(KEY, { sdxlVersion: "newest" })));
    expect(bench.posts()).toBe(2);
  });

  it.each<Partial<ImageRequest>>([
    { model: "somebody/else" },
    { tier: "2K" },
    { quality: "high" },
    { count: 5 },
    { count: 0 },
    { operation: "outpaint" },
    { model: "flux-1.1-pro", count: 2 },
    { model: "flux-1.1-pro", ratio: "21:9" },
    { model: "flux-dev", operation: "image_to_image" },
    { model: "sdxl", operation: "inpaint" },
  ])("sends nothing for an order that the model lacks: %o", async (changes) => {
    const error = await refusal(bench.submit(order("ok", changes)));
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(bench.simulator.requests).toHaveLength(0);
  });

  it("never takes the key of the environment in place of a missing one", async () => {
    vi.stubEnv("REPLICATE_API_TOKEN", "r8_of-the-operator");
    expect(await refusal(bench.submit(order("ok"), bench.call("")))).toMatchObject({ errorClass: "auth" });
    expect(bench.simulator.requests).toHaveLength(0);
    vi.unstubAllEnvs();
  });

  it("says that a key with impossible characters is wrong", async () => {
    expect(await refusal(bench.submit(order("ok"), bench.call("密钥")))).toMatchObject({
      errorClass: "auth",
    });
  });

  const answering = (status: number, body: string, headers: Record<string, string> = {}) => {
    let times = 0;
    const fake: typeof fetch = async () => {
      times += 1;
      return new Response(body, { status, headers });
    };
    return { by: { ...bench.call(), fetch: fake }, times: () => times };
  };

  it("does not follow a redirect, and says so", async () => {
    const { by, times } = answering(307, "", { location: "http://169.254.169.254/" });
    const error = await refusal(bench.submit(order("ok"), by));
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(error.detail).toContain("redirect");
    expect(times()).toBe(1);
  });

  it.each([
    [201, "", "unknown_outcome", false],
    [201, '{"hello":"world"}', "unknown_outcome", false],
    [200, "<html>welcome</html>", "unknown_outcome", false],
    [500, "<!doctype html><p>oops", "unknown_outcome", false],
    [504, '{"detail":"gateway"}', "unknown_outcome", false],
    [404, '{"detail":"Not found"}', "invalid_request", true],
    [422, '{"detail":"This prompt contains NSFW words"}', "content_policy", true],
    [422, `{"detail":"what is ${KEY} at https://x.example/?k=${KEY}"}`, "invalid_request", true],
  ])("reads %i with %s as %s, after one call", async (status, body, errorClass, certain) => {
    const { by, times } = answering(status, body);
    expect(await refusal(bench.submit(order("ok"), by))).toMatchObject({
      errorClass,
      certainlyNotAccepted: certain,
    });
    expect(times()).toBe(1);
  });

  it("tells its webhook address only where it can be called", async () => {
    const bodies: Record<string, unknown>[] = [];
    const spying: typeof fetch = async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return Response.json({ id: "p1", status: "starting" }, { status: 201 });
    };
    const at = (baseUrl: string, webhookUrl: string) =>
      bench.submit(order("ok"), { ...testCall(baseUrl, KEY), fetch: spying, webhookUrl });
    await at("https://api.replicate.com/v1", "https://xintu.example/api/webhooks/replicate");
    await at("https://api.replicate.com/v1", "http://localhost:3000/api/webhooks/replicate");
    await at("http://127.0.0.1:9/v1", "http://localhost:3000/api/webhooks/replicate");
    expect(bodies.map(({ webhook }) => webhook)).toEqual([
      "https://xintu.example/api/webhooks/replicate",
      undefined,
      "http://localhost:3000/api/webhooks/replicate",
    ]);
    expect(bodies[0]).toHaveProperty("webhook_events_filter", ["start", "completed"]);
  });
});
