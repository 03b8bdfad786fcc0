import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBailianSimulator } from "@/simulators/bailian/server";
import type { Simulator } from "@/simulators/kit/server";
import type { ImageRequest, InputPicture, PollResult } from "../image-provider";
import { ProviderError } from "../provider-error";
import { testCall, testPicture, testRequest } from "../testing-call.fixture";
import { bailianProvider, pollWaitMs } from "./client";
import { addressOf } from "./http";

const KEY = "sim-canary-4f9b7c21";
const CREATE = /\/services\/aigc\//;
/** One model for each way of being called. */
const SYNC = "qwen-image-2.0";
const NEW_ASYNC = "qwen-image-3.0";
const OLD_ASYNC = "wan2.2-t2i-flash";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startBailianSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.forget());

const submit = (changes: Partial<ImageRequest>, key = KEY) =>
  bailianProvider.submit(testRequest(changes), testCall(simulator.url, key));

async function refusalOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`no ProviderError but ${error}`);
  return error;
}

async function accepted(
  changes: Partial<ImageRequest>,
): Promise<{ externalId: string; request: ImageRequest }> {
  const request = testRequest(changes);
  const result = await bailianProvider.submit(request, testCall(simulator.url, KEY));
  if (result.kind !== "pending") throw new Error("the order was not deferred");
  return { externalId: result.externalId, request };
}

async function outcome(changes: Partial<ImageRequest>): Promise<PollResult> {
  const { externalId, request } = await accepted(changes);
  for (;;) {
    const result = await bailianProvider.poll(externalId, request, testCall(simulator.url, KEY));
    if (result.state !== "running") return result;
    await wait(5);
  }
}

async function picturesOf(changes: Partial<ImageRequest>): Promise<Buffer[]> {
  const result = await outcome(changes);
  if (result.state !== "done") throw new Error(`not done: ${JSON.stringify(result)}`);
  return Promise.all(result.outputs.map((output) => download("url" in output ? output.url : "")));
}

/** An address at which nobody listens any more. */
async function emptyAddress(): Promise<string> {
  const gone = await startBailianSimulator();
  await gone.close();
  return gone.url;
}

const download = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

describe("orders that work", () => {
  it.each([
    [SYNC, "3:2", "1K", 1248, 832],
    ["qwen-image-plus", "16:9", "1K", 1664, 928],
  ] as const)(
    "%s answers with pictures of the size that was asked for",
    async (model, ratio, tier, width, height) => {
      const result = await submit({ model, ratio, tier });
      if (result.kind !== "done") throw new Error("not done");
      expect(result.outputs).toHaveLength(1);
      const [output] = result.outputs;
      const bytes = await download(output && "url" in output ? output.url : "");
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width, height });
      expect(simulator.count("POST", CREATE)).toBe(1);
    },
  );

  it.each([NEW_ASYNC, OLD_ASYNC, "wan2.7-image-pro"])(
    "%s answers with a task whose pictures a poll delivers",
    async (model) => {
      const pictures = await picturesOf({ model, count: 2, ratio: "16:9" });
      expect(pictures).toHaveLength(2);
      expect(pictures[0]?.equals(pictures[1] ?? Buffer.alloc(0))).toBe(false);
      expect(simulator.count("POST", CREATE)).toBe(1);
    },
  );

  it("every offered size of every model is one that the vendor takes", async () => {
    let orders = 0;
    for (const model of bailianProvider.models()) {
      if (model.editsOnly) continue;
      for (const ratio of model.ratios)
        for (const tier of model.tiers) {
          await submit({ model: model.id, ratio, tier, count: model.maxPerCall, negativePrompt: "blur" });
          orders += 1;
        }
    }
    expect(simulator.count("POST", CREATE)).toBe(orders);
  });

  it("references and the picture of an edit go along with the words", async () => {
    const references = [await testPicture(512, 512), await testPicture(700, 400)];
    const source = await testPicture(900, 600);
    for (const model of [SYNC, "qwen-image-edit-plus"]) {
      const result = await submit({ model, operation: "instruct", source, references });
      expect(result).toMatchObject({ kind: "done" });
    }
    const edited = await picturesOf({ model: "wan2.7-image-pro", operation: "instruct", source, references });
    expect(await sharp(edited[0]).metadata()).toMatchObject({ width: 1248, height: 832 });
    expect(await submit({ model: SYNC, references })).toMatchObject({ kind: "done" });
  });

  it("uses a base address with and without the path, and sends the workspace along", async () => {
    for (const base of [simulator.url, `${simulator.url}/api/v1`, `${simulator.url}/compatible-mode/v1`]) {
      const call = testCall(base, KEY, { options: { workspace: "ws-abc123" } });
      expect(await bailianProvider.submit(testRequest({ model: SYNC }), call)).toMatchObject({
        kind: "done",
      });
    }
    const foreign = testCall(simulator.url, KEY, { options: { workspace: "somebody-elses" } });
    const error = await refusalOf(bailianProvider.submit(testRequest({ model: SYNC }), foreign));
    expect(error.errorClass).toBe("auth");
  });

  it("falls back to the documented address", () => {
    expect(addressOf("")).toBe("https://dashscope.aliyuncs.com/api/v1");
    expect(addressOf("https://ws-1.cn-beijing.maas.aliyuncs.com")).toBe(
      "https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1",
    );
    expect(addressOf("https://proxy.example/dashscope/api/v1")).toBe(
      "https://proxy.example/dashscope/api/v1",
    );
  });
});

describe("editing with wanx2.1-imageedit", () => {
  const model = "wanx2.1-imageedit";
  let source: InputPicture;
  let mask: InputPicture;
  beforeAll(async () => {
    source = await testPicture(640, 512);
    const data = Buffer.alloc(640 * 512);
    for (let at = 0; at < data.length; at += 1) data[at] = at % 640 < 320 ? 255 : 0;
    const bytes = await sharp(data, { raw: { width: 640, height: 512, channels: 1 } })
      .png()
      .toBuffer();
    mask = { ...source, bytes };
  });

  it.each(["inpaint", "erase"] as const)(
    "%s changes the white half of the mask and nothing else",
    async (operation) => {
      const [edited] = await picturesOf({ model, operation, source, mask });
      const before = await sharp(source.bytes).raw().toBuffer();
      const { data: after, info } = await sharp(edited)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([640, 512]);
      const changed = { left: 0, right: 0 };
      for (let at = 0; at < before.length; at += 3)
        if (Math.abs((before[at] ?? 0) - (after[at] ?? 0)) > 3)
          changed[(at / 3) % 640 < 320 ? "left" : "right"] += 1;
      expect(changed.left).toBeGreaterThan(1_000);
      expect(changed.right).toBe(0);
    },
  );

  it("outpaints, upscales and edits by instruction to the expected sizes", async () => {
    const sizeOf = async (changes: Partial<ImageRequest>) => {
      const [bytes] = await picturesOf({ model, source, ...changes });
      const { width, height } = await sharp(bytes).metadata();
      return [width, height];
    };
    const outpaint = { leftPx: 160, rightPx: 160, topPx: 0, bottomPx: 128 };
    expect(await sizeOf({ operation: "outpaint", prompt: "", outpaint })).toEqual([960, 640]);
    expect(await sizeOf({ operation: "upscale", prompt: "", upscaleFactor: 3 })).toEqual([1920, 1536]);
    expect(await sizeOf({ operation: "instruct", strength: 0.8 })).toEqual([640, 512]);
  });
});

describe("troubles at creation", () => {
  const rejected = [
    ["[[sim:429_retry_after=7]]", "rate_limited", 7_000],
    ["[[sim:429_no_header]]", "rate_limited", undefined],
    ["[[sim:503]]", "provider_error", undefined],
    ["[[sim:500_then_ok]]", "provider_error", undefined],
    ["[[sim:auth_401]]", "auth", undefined],
    ["[[sim:quota]]", "quota_exhausted", undefined],
    ["[[sim:code=Throttling.AllocationQuota]]", "quota_exhausted", undefined],
    ["[[sim:policy]]", "content_policy", undefined],
    ["[[sim:code=InvalidParameter.DataInspection]]", "content_policy", undefined],
    ["[[sim:media_unreadable]]", "invalid_request", undefined],
    ["[[sim:code=ModelNotFound]]", "invalid_request", undefined],
    ["[[sim:200_with_code]]", "invalid_request", undefined],
    ["[[sim:200_with_code=DataInspectionFailed]]", "content_policy", undefined],
    ["[[sim:200_with_code=Throttling.RateQuota]]", "rate_limited", undefined],
  ] as const;

  for (const model of [SYNC, NEW_ASYNC, OLD_ASYNC])
    it.each(rejected)(
      `${model} %s is %s, certainly not accepted, after one POST`,
      async (marker, errorClass, wait) => {
        const error = await refusalOf(submit({ model, prompt: `${marker} ${model}` }));
        expect(error).toMatchObject({ errorClass, certainlyNotAccepted: true });
        expect(error.extra.retryAfterMs).toBe(wait);
        expect(error.detail).toMatch(/^(Aliyun Bailian|The Aliyun)/);
        expect(simulator.count("POST", CREATE)).toBe(1);
      },
    );

  for (const model of [SYNC, NEW_ASYNC, OLD_ASYNC])
    it.each(["reset_after_body", "malformed_json", "html_502"])(
      `${model} %s leaves the outcome unknown after one POST`,
      async (scenario) => {
        const error = await refusalOf(submit({ model, prompt: `[[sim:${scenario}]] mist` }));
        expect(error).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
        expect(simulator.count("POST", CREATE)).toBe(1);
      },
    );

  it("a call that hangs ends with its caller's signal, its outcome unknown", async () => {
    const call = testCall(simulator.url, KEY, { signal: AbortSignal.timeout(150) });
    const request = testRequest({ model: SYNC, prompt: "[[sim:hang]] mist" });
    const error = await refusalOf(bailianProvider.submit(request, call));
    expect(error).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
    expect(simulator.count("POST", CREATE)).toBe(1);
  });

  it("the second try of a prompt that failed once works", async () => {
    const prompt = "[[sim:500_then_ok]] a second try";
    await refusalOf(submit({ model: SYNC, prompt }));
    expect(await submit({ model: SYNC, prompt })).toMatchObject({ kind: "done" });
    expect(simulator.count("POST", CREATE)).toBe(2);
  });

  it("an answer without pictures is a failure of the vendor, free of charge", async () => {
    const error = await refusalOf(submit({ model: SYNC, prompt: "[[sim:empty_data]] mist" }));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
  });

  it("a wrong key and a key that cannot be one are auth errors; the latter is never sent", async () => {
    expect(await refusalOf(submit({ model: SYNC }, "sk-wrong"))).toMatchObject({ errorClass: "auth" });
    simulator.forget();
    for (const key of ["", "sim-密钥", "sim-a\nb"])
      expect(await refusalOf(submit({ model: SYNC }, key))).toMatchObject({
        errorClass: "auth",
        certainlyNotAccepted: true,
      });
    expect(simulator.requests).toHaveLength(0);
  });

  it("nobody at the address is certainly not accepted", async () => {
    const call = testCall(await emptyAddress(), KEY);
    const error = await refusalOf(bailianProvider.submit(testRequest({ model: SYNC }), call));
    expect(error.certainlyNotAccepted).toBe(true);
  });
});

describe("polls", () => {
  it("waits while the task is queued or running, without inventing progress", async () => {
    for (const state of ["stay_pending", "stay_running"]) {
      const { externalId, request } = await accepted({ model: OLD_ASYNC, prompt: `[[sim:${state}]] mist` });
      const result = await bailianProvider.poll(externalId, request, testCall(simulator.url, KEY));
      expect(result).toEqual({ state: "running", pollAfterMs: 3_000 });
    }
  });

  it("asks every 3 s at first and more seldom later", () => {
    expect([0, 29_999, 30_000, 119_999, 120_000].map(pollWaitMs)).toEqual([
      3_000, 3_000, 5_000, 5_000, 10_000,
    ]);
  });

  it("another process that never saw the task gets the same pictures", async () => {
    const { externalId, request } = await accepted({ model: OLD_ASYNC });
    await wait(10);
    const bare = { ...request, source: undefined, references: [] };
    const results = [
      await bailianProvider.poll(externalId, bare, testCall(simulator.url, KEY)),
      await bailianProvider.poll(externalId, bare, testCall(simulator.url, `${KEY}-other`)),
    ];
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({ state: "done", outputs: [{ seed: 7 }] });
  });

  it.each([
    ["failed=DataInspectionFailed", "content_policy", true],
    ["failed=InternalError.Timeout", "provider_error", true],
    ["failed=Throttling.AllocationQuota", "quota_exhausted", true],
    ["failed=InvalidParameter", "invalid_request", true],
    ["partial", "content_policy", true],
    ["empty_data", "provider_error", true],
    ["unknown", "not_found_or_expired", false],
    ["canceled", "not_found_or_expired", false],
  ] as const)("%s ends the task as %s", async (scenario, errorClass, certainlyNotAccepted) => {
    const result = await outcome({ model: OLD_ASYNC, prompt: `[[sim:${scenario}]] mist` });
    if (result.state !== "failed") throw new Error("not failed");
    expect(result.error).toMatchObject({ errorClass, certainlyNotAccepted });
  });

  it("delivers what was made and says why the rest is missing", async () => {
    const prompt = "[[sim:partial]] mist";
    const old = await outcome({ model: OLD_ASYNC, prompt, count: 4 });
    expect(old).toMatchObject({ state: "done", refused: "content_policy" });
    expect(old.state === "done" && old.outputs).toHaveLength(3);
    const fresh = await outcome({ model: NEW_ASYNC, prompt, count: 4 });
    expect(fresh.state === "done" && fresh.outputs).toHaveLength(3);
    const sync = await submit({ model: SYNC, prompt, count: 4 });
    expect(sync.kind === "done" && sync.outputs).toHaveLength(3);
    expect(sync).toMatchObject({ refused: "provider_error" });
  });

  it("passes on that the vendor rewrote the prompt", async () => {
    const result = await outcome({ model: OLD_ASYNC, prompt: "[[sim:rewritten]] mist" });
    expect(result).toMatchObject({ state: "done", warnings: ["prompt_rewritten"] });
  });

  it("a poll that fails says nothing about the order: it is thrown, and the next poll goes on", async () => {
    const { externalId, request } = await accepted({
      model: OLD_ASYNC,
      prompt: "[[sim:poll_500_once]] mist",
    });
    await wait(10);
    const call = testCall(simulator.url, KEY);
    expect(await refusalOf(bailianProvider.poll(externalId, request, call))).toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: false,
    });
    expect(await bailianProvider.poll(externalId, request, call)).toMatchObject({ state: "done" });
    for (const key of ["sim-auth_401", "sim-429_no_header", "sim-html_502", "sim-malformed_json"])
      expect(
        await refusalOf(bailianProvider.poll(externalId, request, testCall(simulator.url, key))),
      ).toMatchObject({
        certainlyNotAccepted: false,
      });
  });

  it("an id of the vendor cannot lead to another address", async () => {
    const call = testCall(simulator.url, KEY);
    await refusalOf(
      bailianProvider.poll("../../compatible-mode?x=", testRequest({ model: OLD_ASYNC }), call),
    );
    expect(simulator.requests.every(({ path }) => path.startsWith("/api/v1/tasks/"))).toBe(true);
  });
});
