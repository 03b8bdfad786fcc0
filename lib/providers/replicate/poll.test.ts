import { describe, expect, it } from "vitest";
import { order, pixelsOf, refusal, testBench, urlsOf } from "./bench.fixture";
import { replicateProvider } from "./client";

const bench = testBench();

describe("poll", () => {
  it("tells progress that grows where the model writes a bar", async () => {
    const request = order("ok_slow=3000000");
    const externalId = await bench.submit(request);
    const seen = new Set<number>();
    await expect
      .poll(
        async () => {
          const result = await replicateProvider.poll(externalId, request, bench.call());
          if (result.state === "running" && result.progress !== undefined) seen.add(result.progress);
          return seen.size;
        },
        { timeout: 20_000, interval: 50 },
      )
      .toBeGreaterThan(2);
    const inOrder = [...seen];
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(inOrder.every((part) => part >= 0 && part < 1)).toBe(true);
  });

  it("tells no progress where the model writes none", async () => {
    const request = order("ok_slow=60000000", { model: "flux-1.1-pro" });
    const externalId = await bench.submit(request);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const result = await replicateProvider.poll(externalId, request, bench.call());
    expect(result).toMatchObject({ state: "running", progress: undefined });
  });

  it("delivers as many pictures as asked for, and they are pictures of the right size", async () => {
    const result = await bench.make(order("ok", { ratio: "16:9", count: 3 }));
    const urls = urlsOf(result);
    expect(new Set(urls).size).toBe(3);
    expect(result).not.toHaveProperty("refused");
    expect(await pixelsOf(urls[2] ?? "")).toMatchObject({ width: 1344, height: 768 });
  });

  it("makes a square of four megapixels at 2K", async () => {
    const result = await bench.make(order("ok", { model: "flux-2-pro", tier: "2K" }));
    expect(await pixelsOf(urlsOf(result)[0] ?? "")).toMatchObject({ width: 2048, height: 2048 });
  });

  it("delivers fewer pictures with the reason when the filter took some", async () => {
    const result = await bench.make(order("partial", { count: 4 }));
    expect(urlsOf(result)).toHaveLength(3);
    expect(result).toMatchObject({ refused: "content_policy" });
  });

  it.each<[string, string, string, boolean]>([
    ["policy", "flux-schnell", "content_policy", false],
    ["failed_nsfw", "sdxl", "content_policy", false],
    ["failed_nsfw", "flux-2-pro", "content_policy", false],
    ["failed_e1000", "flux-schnell", "provider_error", false],
    ["failed_e1001", "sdxl", "provider_error", false],
    ["aborted", "flux-schnell", "provider_error", true],
    ["empty_data", "flux-schnell", "provider_error", true],
    ["data_removed", "flux-schnell", "not_found_or_expired", false],
    ["poll_404", "flux-schnell", "not_found_or_expired", false],
  ])("ends in the scenario %s of %s with %s", async (scenario, model, errorClass, certain) => {
    const result = await bench.make(order(scenario, { model }));
    expect(result).toMatchObject({ state: "failed", error: { errorClass, certainlyNotAccepted: certain } });
    expect(bench.posts()).toBe(1);
  });

  it.each([
    ["poll_429", "rate_limited"],
    ["poll_503", "provider_error"],
    ["poll_html_502", "unknown_outcome"],
    ["poll_reset", "unknown_outcome"],
  ])("asks once and throws in the scenario %s, and the next poll goes on", async (scenario, errorClass) => {
    const request = order(scenario);
    const externalId = await bench.submit(request);
    const error = await refusal(replicateProvider.poll(externalId, request, bench.call()));
    expect(error).toMatchObject({ errorClass, certainlyNotAccepted: false });
    expect(bench.simulator.count("GET", `/v1/predictions/${externalId}`)).toBe(1);
    expect((await bench.finish(externalId, request)).state).toBe("done");
  });

  it("knows nothing of an id that cannot be one, and asks nobody", async () => {
    const result = await replicateProvider.poll("../account", order("ok"), bench.call());
    expect(result).toMatchObject({ state: "failed", error: { errorClass: "not_found_or_expired" } });
    expect(bench.simulator.requests).toHaveLength(0);
  });

  it.each([
    ["output_404", 404],
    ["url_expired_403", 403],
    ["url_redirect", 302],
  ])("passes on the address whatever lies there: %s", async (scenario, status) => {
    const [url = ""] = urlsOf(await bench.make(order(scenario)));
    expect((await fetch(url, { redirect: "manual" })).status).toBe(status);
  });

  it("passes on the query of an address as it was written", async () => {
    const [url = ""] = urlsOf(await bench.make(order("ok")));
    expect(url).toMatch(/\?ex=.+&sig=.+&t=a\+b%20c~$/);
    expect((await fetch(url.replace("a+b", "ab"))).status).toBe(403);
  });
});
