import { afterEach, describe, expect, it } from "vitest";
import type { ImageRequest, PollResult } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { testCall, testRequest } from "@/lib/providers/testing-call.fixture";
import { sketchProvider } from "./client";
import { forgetAllJobs } from "./jobs";

const call = testCall("", "");
const request = (changes: Partial<ImageRequest> = {}): ImageRequest =>
  testRequest({ model: "sketch-1", prompt: "竹林", styles: ["minimalism"], count: 2, seed: 5, ...changes });

async function submit(order: ImageRequest): Promise<string> {
  const result = await sketchProvider.submit(order, call);
  if (result.kind !== "pending") throw new Error("expected a pending order");
  return result.externalId;
}

async function finish(id: string, order: ImageRequest): Promise<{ last: PollResult; progress: number[] }> {
  const progress: number[] = [];
  for (;;) {
    const last = await sketchProvider.poll(id, order, call);
    if (last.state !== "running") return { last, progress };
    progress.push(last.progress ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const empty = Buffer.alloc(0);
const bytesOf = (result: PollResult): Buffer[] =>
  result.state === "done"
    ? result.outputs.map((output) =>
        "kept" in output ? (call.kept[Number(output.kept.storageKey.split("/").at(-1))] ?? empty) : empty,
      )
    : [];

afterEach(forgetAllJobs);

describe("sketchProvider", () => {
  it("says that it is built in and no model", () => {
    const [model] = sketchProvider.models();
    expect(model).toMatchObject({ id: "sketch-1", provider: "sketch", builtIn: true, maxCount: 8 });
    expect(model?.note.zh).toContain("不是 AI 模型");
  });

  it("delivers every picture in the order of the seeds, with progress that never falls", async () => {
    const order = request({ count: 3 });
    const { last, progress } = await finish(await submit(order), order);
    expect(last).toMatchObject({ state: "done", outputs: [{ seed: 5 }, { seed: 6 }, { seed: 7 }] });
    expect(new Set(bytesOf(last).map((bytes) => bytes.toString("base64"))).size).toBe(3);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it("wraps the seed of a later picture inside the allowed range", async () => {
    const order = request({ seed: 2 ** 31 - 1 });
    const { last } = await finish(await submit(order), order);
    expect(last).toMatchObject({ outputs: [{ seed: 2 ** 31 - 1 }, { seed: 0 }] });
  });

  it("gives a repeated submit the same order", async () => {
    const order = request();
    expect(await submit(order)).toBe(await submit(order));
  });

  it("draws the same bytes again after a restart, for an id that it does not know", async () => {
    const order = request();
    const id = await submit(order);
    const before = await finish(id, order);
    forgetAllJobs();
    expect(await sketchProvider.poll(id, order, call)).toMatchObject({ state: "running" });
    const after = await finish(id, order);
    expect(bytesOf(after.last).map((bytes) => bytes.toString("base64"))).toEqual(
      bytesOf(before.last).map((bytes) => bytes.toString("base64")),
    );
  });

  it("stops a cancelled order for good", async () => {
    const order = request({ prompt: "竹林 [[slow]]" });
    const id = await submit(order);
    await sketchProvider.cancel?.(id, call);
    const { last } = await finish(id, order);
    expect(last).toMatchObject({ state: "failed", error: { errorClass: "not_found_or_expired" } });
  });

  it("finishes other orders after one was cancelled", async () => {
    for (let i = 0; i < 3; i++)
      await sketchProvider.cancel?.(await submit(request({ prompt: "[[slow]]" })), call);
    const order = request({ count: 1 });
    expect((await finish(await submit(order), order)).last.state).toBe("done");
  });

  it.each([
    ["refuse", "content_policy"],
    ["fail", "provider_error"],
  ])("fails at the marker %s with %s", async (marker, errorClass) => {
    const order = request({ prompt: `竹林 [[${marker}]]` });
    const { last } = await finish(await submit(order), order);
    expect(last).toMatchObject({ state: "failed", error: { errorClass } });
  });

  it.each([
    [3, 2],
    [2, 1],
  ])("delivers one less than %i at the marker partial and says why", async (count, delivered) => {
    const order = request({ count, prompt: "[[partial]]" });
    const { last } = await finish(await submit(order), order);
    expect(last).toMatchObject({ state: "done", refused: "content_policy" });
    expect(bytesOf(last)).toHaveLength(delivered);
  });

  it("delivers a single picture whole at the marker partial", async () => {
    const order = request({ count: 1, prompt: "[[partial]]" });
    const { last } = await finish(await submit(order), order);
    expect(last).not.toHaveProperty("refused");
    expect(bytesOf(last)).toHaveLength(1);
  });

  it("shows several steps at the marker slow", async () => {
    const order = request({ count: 1, prompt: "[[slow]]" });
    const { last, progress } = await finish(await submit(order), order);
    expect(last.state).toBe("done");
    expect(new Set(progress).size).toBeGreaterThan(4);
  });

  it.each([
    { model: "dall-e" },
    { count: 0 },
    { count: 9 },
    { count: 1.5 },
    { seed: -1 },
    { prompt: "x".repeat(4_001) },
  ])("takes no order for %o", async (changes) => {
    const order = request(changes);
    await expect(sketchProvider.submit(order, call)).rejects.toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
    expect(await sketchProvider.poll("sketch_x", order, call)).toMatchObject({ state: "failed" });
  });

  it("turns orders away, surely not accepted, when too many wait", async () => {
    const orders = Array.from({ length: 230 }, () => request({ prompt: "[[slow]]" }));
    const results = await Promise.allSettled(orders.map((order) => sketchProvider.submit(order, call)));
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toBeInstanceOf(ProviderError);
    expect(refused?.reason).toMatchObject({ errorClass: "rate_limited", certainlyNotAccepted: true });
  });

  it("does nothing when the caller has given up", async () => {
    const given = testCall("", "", { signal: AbortSignal.abort() });
    await expect(sketchProvider.submit(request(), given)).rejects.toThrow();
    await expect(sketchProvider.poll("sketch_x", request(), given)).rejects.toThrow();
  });
});
