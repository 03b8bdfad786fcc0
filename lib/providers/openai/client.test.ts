import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import type { ImageRequest } from "../image-provider";
import { ProviderError } from "../provider-error";
import { testCall, testPicture, testRequest } from "../testing-call.fixture";
import { openaiProvider } from "./client";

let vendor: Simulator;
beforeAll(async () => {
  vendor = await startOpenaiSimulator({ speed: 1_000 });
});
beforeEach(() => vendor.forget());
afterAll(() => vendor.close());

const call = (key = "sim-main", options: Record<string, string> = {}, signal?: AbortSignal) =>
  testCall(`${vendor.url}/v1`, key, { options, signal });
const order = (changes: Partial<ImageRequest> = {}) =>
  testRequest({ model: "gpt-image-2", quality: "draft", ...changes });
/** An address of this machine at which nobody listens any more. */
const nowhere = async () => {
  const gone = await startOpenaiSimulator();
  await gone.close();
  return `${gone.url}/v1`;
};
const posts = () => vendor.count("POST", /./);
const sizeOf = async (bytes: Buffer | undefined) => {
  const { width, height, format } = await sharp(bytes).metadata();
  return [width, height, format];
};
const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw new Error(`expected a ProviderError, got ${error}`);
};

describe("submit", () => {
  it("keeps every picture of an order, at the size that was asked for, with one call", async () => {
    const line = call();
    const result = await openaiProvider.submit(order({ count: 2, ratio: "16:9" }), line);
    expect(result).toEqual({
      kind: "done",
      outputs: [
        { kept: { storageKey: "staging/test/0", sizeBytes: line.kept[0]?.length } },
        { kept: { storageKey: "staging/test/1", sizeBytes: line.kept[1]?.length } },
      ],
    });
    expect(await sizeOf(line.kept[0])).toEqual([1_360, 768, "png"]);
    expect(line.kept[0]?.equals(line.kept[1] ?? Buffer.alloc(0))).toBe(false);
    expect(posts()).toBe(1);
  });

  it("shows the partial pictures of a stream with the part that is done", async () => {
    const line = call();
    const result = await openaiProvider.submit(order(), line);
    expect(result).toMatchObject({ kind: "done", outputs: [{ kept: { storageKey: "staging/test/0" } }] });
    expect(line.progress.map(({ part }) => part)).toEqual([1 / 3, 2 / 3]);
    expect(await sizeOf(line.progress[0]?.preview)).toEqual([1_024, 1_024, "png"]);
    expect(await sizeOf(line.kept[0])).toEqual([1_024, 1_024, "png"]);
    expect(posts()).toBe(1);
  });

  it.each([
    ["partials=0", 0],
    ["partials=1", 1],
    ["final_first", 0],
    ["no_stream", 0],
  ])("takes the finished picture of a stream that goes %s", async (scenario, previews) => {
    const line = call();
    await openaiProvider.submit(order({ prompt: `a lake [[sim:${scenario}]]` }), line);
    expect([line.kept.length, line.progress.length, posts()]).toEqual([1, previews, 1]);
  });

  it("works for a caller who wants no progress", async () => {
    const line = { ...call(), onProgress: undefined };
    await openaiProvider.submit(order(), line);
    expect(line.kept).toHaveLength(1);
  });

  it("delivers what there is when the vendor makes fewer pictures", async () => {
    const line = call();
    const result = await openaiProvider.submit(order({ count: 3, prompt: "a lake [[sim:partial]]" }), line);
    expect(result.kind === "done" && result.outputs).toHaveLength(2);
  });

  it("reads JSON whatever the content type says", async () => {
    const line = call();
    await openaiProvider.submit(order({ count: 2, prompt: "a lake [[sim:wrong_content_type_image]]" }), line);
    expect(line.kept).toHaveLength(2);
  });

  it("can be repeated by its caller after a failure that took no order", async () => {
    const request = order({ prompt: "a lake [[sim:500_then_ok]]" });
    expect(await failure(openaiProvider.submit(request, call()))).toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: true,
    });
    expect(await openaiProvider.submit(request, call())).toMatchObject({ kind: "done" });
    expect(posts()).toBe(2);
  });

  it.each([
    ["429_retry_after=3", "rate_limited", true, 3_000],
    ["429_no_header", "rate_limited", true, undefined],
    ["503", "provider_error", true, undefined],
    ["auth_401", "auth", true, undefined],
    ["quota", "quota_exhausted", true, undefined],
    ["billing_limit", "quota_exhausted", true, undefined],
    ["policy", "content_policy", true, undefined],
    ["policy_output", "content_policy", true, undefined],
    ["stream_error", "content_policy", true, undefined],
    ["api_redirect", "invalid_request", true, undefined],
    ["reset_after_body", "unknown_outcome", false, undefined],
    ["stream_cut", "unknown_outcome", false, undefined],
    ["malformed_json", "unknown_outcome", false, undefined],
    ["html_502", "unknown_outcome", false, undefined],
    ["empty_data", "unknown_outcome", false, undefined],
  ] as const)("reads %s on a stream as %s, and asks once", async (scenario, errorClass, certain, waitMs) => {
    const line = call();
    const error = await failure(openaiProvider.submit(order({ prompt: `x [[sim:${scenario}]]` }), line));
    expect(error).toMatchObject({ errorClass, certainlyNotAccepted: certain, retryAfterMs: waitMs });
    expect(line.kept).toHaveLength(0);
    expect(posts()).toBe(1);
  });

  it.each([
    ["reset_after_body", "unknown_outcome", false],
    ["malformed_json", "unknown_outcome", false],
    ["html_502", "unknown_outcome", false],
    ["empty_data", "provider_error", true],
    ["huge_image", "unknown_outcome", false],
  ] as const)("reads %s on a whole answer as %s, and asks once", async (scenario, errorClass, certain) => {
    const request = order({ count: 2, prompt: `x [[sim:${scenario}]]` });
    const error = await failure(openaiProvider.submit(request, call()));
    expect(error).toMatchObject({ errorClass, certainlyNotAccepted: certain });
    expect(posts()).toBe(1);
  });

  it("gives up a call that hangs when its caller does, without knowing what became of it", async () => {
    const stop = new AbortController();
    const work = failure(
      openaiProvider.submit(order({ prompt: "[[sim:hang]]" }), call("sim-main", {}, stop.signal)),
    );
    while (posts() === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(await work).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
  });

  it("sends nothing for a call that was stopped before", async () => {
    const error = await failure(openaiProvider.submit(order(), call("sim-main", {}, AbortSignal.abort())));
    expect(error.certainlyNotAccepted).toBe(true);
    expect(posts()).toBe(0);
  });

  it("knows that a server that cannot be reached took no order", async () => {
    const error = await failure(openaiProvider.submit(order(), testCall(await nowhere(), "sim-main")));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
  });

  it("does not claim that an order was refused when only our storage failed", async () => {
    const keep = async () => {
      throw new Error("the disk is full");
    };
    const error = await failure(openaiProvider.submit(order({ count: 2 }), { ...call(), keep }));
    expect(error).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
  });

  it.each(["auth_401", "policy", "html_502", "reset_after_body", "malformed_json", "quota", "503"])(
    "never has the key in the error of %s",
    async (scenario) => {
      const key = "sim-canary-4f9d1c7be2a84d60";
      const error = await failure(openaiProvider.submit(order({ prompt: `[[sim:${scenario}]]` }), call(key)));
      expect(`${JSON.stringify(error)} ${error} ${error.stack} ${error.cause}`).not.toContain("canary");
    },
  );

  it("leaves a key out that the server echoes", async () => {
    const key = "canary";
    const echo: typeof fetch = async (_, init) => {
      const said = new Headers(init?.headers).get("authorization");
      return Response.json(
        { error: { code: "invalid_value", message: `Bad order of ${said?.slice(7)}` } },
        { status: 400 },
      );
    };
    const line = { ...testCall("http://vendor.test/v1", key), fetch: echo };
    expect((await failure(openaiProvider.submit(order(), line))).detail).not.toContain(key);
  });
});

describe("edits", () => {
  it("refines the picture that was sent and shows partial pictures", async () => {
    const source = await testPicture(1_024, 1_024);
    const line = call();
    await openaiProvider.submit(order({ operation: "instruct", source, prompt: "add a cat" }), line);
    expect(await sizeOf(line.kept[0])).toEqual([1_024, 1_024, "png"]);
    expect(line.progress).toHaveLength(2);
    expect(vendor.count("POST", "/v1/images/edits")).toBe(1);
  });

  it("changes what is white in our mask and nothing else", async () => {
    const source = await testPicture(1_024, 1_024);
    const left = { left: 0, top: 0, width: 512, height: 1_024 };
    const half = { width: 512, height: 1_024, channels: 3, background: "#fff" } as const;
    const grey = await sharp({ create: { ...half, width: 1_024, background: "#000" } })
      .composite([{ input: { create: half }, left: 0, top: 0 }])
      .toColourspace("b-w")
      .png()
      .toBuffer();
    const mask = { ...source, bytes: grey };
    const line = call();
    await openaiProvider.submit(order({ operation: "inpaint", source, mask, prompt: "red lanterns" }), line);
    const part = (bytes: Buffer | undefined, area: typeof left) =>
      sharp(bytes).extract(area).removeAlpha().raw().toBuffer();
    const right = { ...left, left: 512 };
    expect((await part(line.kept[0], right)).equals(await part(source.bytes, right))).toBe(true);
    expect((await part(line.kept[0], left)).equals(await part(source.bytes, left))).toBe(false);
  });

  it("extends a picture to the canvas that was asked for", async () => {
    const source = await testPicture(768, 1_024);
    const outpaint = { leftPx: 128, rightPx: 128, topPx: 0, bottomPx: 0 };
    const line = call();
    await openaiProvider.submit(order({ operation: "outpaint", source, outpaint, prompt: "" }), line);
    expect(await sizeOf(line.kept[0])).toEqual([1_024, 1_024, "png"]);
  });

  it("cuts out with a model that can, and sends several references as a list", async () => {
    const source = await testPicture(512, 512);
    const line = call();
    const cut = { model: "gpt-image-1.5", operation: "remove_background", source, prompt: "" } as const;
    await openaiProvider.submit(order(cut), line);
    await openaiProvider.submit(order({ references: [source, source] }), line);
    expect((await sharp(line.kept[0]).metadata()).hasAlpha).toBe(true);
    expect(line.kept).toHaveLength(2);
    expect(posts()).toBe(2);
  });
});

describe("compatible servers", () => {
  const compatible = { dialect: "compatible" };
  it("keeps pictures that come as base64", async () => {
    const line = call("sim-compatible", compatible);
    const result = await openaiProvider.submit(order({ model: "flux", quality: "standard", count: 2 }), line);
    expect(result).toMatchObject({ kind: "done", outputs: [{ kept: {} }, { kept: {} }] });
    expect(line.kept).toHaveLength(2);
  });

  it("hands on addresses to the byte, and completes relative ones by the server's own", async () => {
    const request = order({ model: "flux", quality: "standard" });
    for (const key of ["sim-compatible-url_only", "sim-compatible-url_only-relative"]) {
      const result = await openaiProvider.submit(request, call(key, compatible));
      const [output] = result.kind === "done" ? result.outputs : [];
      if (!output || !("url" in output)) throw new Error("expected an address");
      expect(output.url).toMatch(
        /^http:\/\/127\.0\.0\.1:\d+\/private\/img-.*sig=[0-9a-f]+%2B%2F[0-9a-f]+%20%3D%3D$/,
      );
      const picture = await fetch(output.url);
      expect(await sizeOf(Buffer.from(await picture.arrayBuffer()))).toEqual([1_024, 1_024, "png"]);
    }
  });

  it("writes the DALL·E dialect and says when the vendor rewrote the prompt", async () => {
    const request = order({ model: "dall-e-3", ratio: "16:9", quality: "high" });
    const line = call("sim-compatible-rewriting", { dialect: "dalle" });
    expect(await openaiProvider.submit(request, line)).toMatchObject({
      kind: "done",
      outputs: [{ url: expect.stringContaining("/private/") }],
      warnings: ["prompt_rewritten"],
    });
  });

  it("is refused by a server that does not know the dialect, in the server's words", async () => {
    const error = await failure(openaiProvider.submit(order({ count: 2 }), call("sim-main", compatible)));
    expect(error).toMatchObject({
      errorClass: "invalid_request",
      detail: "The vendor does not take this order: Unknown parameter: 'response_format'.",
    });
  });

  it("reads an error that a gateway sends with status 200", async () => {
    const gateway: typeof fetch = async () =>
      Response.json({ error: { code: "insufficient_user_quota", message: "no money" } });
    const line = { ...testCall("http://vendor.test/v1", "k", { options: compatible }), fetch: gateway };
    expect(await failure(openaiProvider.submit(order({ quality: "standard" }), line))).toMatchObject({
      errorClass: "quota_exhausted",
      certainlyNotAccepted: true,
    });
  });
});

describe("test", () => {
  it("says that a good key works and whether the model is listed", async () => {
    expect(await openaiProvider.test(call())).toMatchObject({ ok: true });
    expect(await openaiProvider.test(call("sim-main", { model: "gpt-image-2" }))).toMatchObject({
      ok: true,
      detail: expect.stringContaining("gpt-image-2 among them"),
    });
    expect(await openaiProvider.test(call("sim-main", { model: "gpt-image-9" }))).toMatchObject({
      ok: true,
      detail: expect.stringContaining("but no gpt-image-9"),
    });
    expect(posts()).toBe(0);
  });

  it.each([
    ["wrong", "/v1", "auth", "The vendor does not accept the key."],
    ["sim-main", "/v2", "invalid_request", "Not found: is the base URL right?"],
    ["sim-quota", "/v1", "quota_exhausted", "The vendor account has no credit."],
    ["sim-api_redirect", "/v1", "invalid_request", "The vendor's address answers with a redirect."],
    [
      "sim-malformed_json",
      "/v1",
      "invalid_request",
      "The address answers, but not like an OpenAI-compatible server.",
    ],
    ["sim-reset_after_body", "/v1", "provider_error", "The vendor did not answer."],
  ])("says with key %s at %s what is wrong: %s", async (key, path, errorClass, message) => {
    expect(await openaiProvider.test(testCall(`${vendor.url}${path}`, key))).toEqual({
      ok: false,
      errorClass,
      message,
    });
  });

  it("says that an address cannot be reached, or answers a page", async () => {
    expect(await openaiProvider.test(testCall(await nowhere(), "sim-main"))).toEqual({
      ok: false,
      errorClass: "provider_error",
      message: "The vendor could not be reached.",
    });
    const page: typeof fetch = async () => new Response("<html>Welcome</html>");
    expect(await openaiProvider.test({ ...call(), fetch: page })).toMatchObject({
      ok: false,
      message: "The address answers, but not like an OpenAI-compatible server.",
    });
  });
});
