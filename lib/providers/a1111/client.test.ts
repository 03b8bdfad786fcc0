import { isDeepStrictEqual } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ImageRequest } from "@/lib/providers/image-provider";
import type { ProviderErrorClass } from "@/lib/providers/provider-error";
import { ProviderError } from "@/lib/providers/provider-error";
import { type TestCall, testCall, testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import { startA1111Simulator } from "@/simulators/a1111/server";
import type { Simulator } from "@/simulators/kit/server";
import { askProgress } from "./calls";
import { a1111Provider } from "./client";

const KEY = "sim-canary-user:canary-password-7Q";
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startA1111Simulator({ speed: 1_000 });
});
beforeEach(() => simulator.forget());
afterAll(() => simulator.close());

const callOf = (options: Parameters<typeof testCall>[2] = {}, key = KEY): TestCall =>
  testCall(simulator.url, key, options);
const orderOf = (changes: Partial<ImageRequest> = {}) => testRequest({ model: "default", ...changes });
const posts = () => simulator.count("POST", /^\/sdapi\/v1\/(txt2img|img2img|extra-single-image)$/);

async function failure(request: ImageRequest, call: TestCall): Promise<ProviderError> {
  const outcome = await a1111Provider.submit(request, call).catch((error: unknown) => error);
  if (outcome instanceof ProviderError) return outcome;
  throw new Error(`expected a ProviderError, got ${JSON.stringify(outcome)}`);
}

/** The bodies of all calls, as the server received them. */
function recording(call: TestCall): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  const { fetch: plain } = call;
  call.fetch = (input, init) => {
    if (typeof init?.body === "string") bodies.push(JSON.parse(init.body));
    return plain(input, init);
  };
  return bodies;
}

const raw = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });

describe("pictures from words", () => {
  it("are delivered in the size that was asked, each with its own seed, by one POST", async () => {
    const call = callOf();
    const result = await a1111Provider.submit(orderOf({ count: 2, ratio: "16:9", quality: "draft" }), call);
    expect(result).toMatchObject({ kind: "done", outputs: [{ seed: 7 }, { seed: 8 }], warnings: [] });
    const sizes = await Promise.all(call.kept.map(async (bytes) => (await raw(bytes)).info));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [1344, 768],
      [1344, 768],
    ]);
    expect(posts()).toBe(1);
  });

  it("come at 2K by a second pass within the same call", async () => {
    const call = callOf();
    await a1111Provider.submit(orderOf({ tier: "2K", quality: "draft" }), call);
    const [bytes] = call.kept;
    expect((await raw(bytes ?? Buffer.alloc(0))).info).toMatchObject({ width: 2048, height: 2048 });
    expect(posts()).toBe(1);
  });

  it("that are fewer than ordered are a partial success", async () => {
    const result = await a1111Provider.submit(
      orderOf({ count: 3, quality: "draft", prompt: "three boats [[sim:fewer]]" }),
      callOf(),
    );
    expect(result).toMatchObject({ outputs: [{ seed: 7 }, { seed: 8 }] });
  });

  it("are ordered without a name when no password is asked for", async () => {
    const open = await startA1111Simulator({ speed: 1_000, auth: "none" });
    const call = testCall(`${open.url}/sdapi/v1`, "");
    await a1111Provider.submit(orderOf({ quality: "draft" }), call);
    expect(open.count("POST", "/sdapi/v1/txt2img")).toBe(1);
    expect(open.requests.filter(({ authorization }) => authorization !== "")).toEqual([]);
    await open.close();
  });
});

describe("a named checkpoint", () => {
  it("is sent when the server has it, by any of its names", async () => {
    for (const model of ["juggernautXL_v9", "juggernautXL_v9.safetensors", "c9e3e68f89"]) {
      const call = callOf();
      const bodies = recording(call);
      await a1111Provider.submit(orderOf({ model, quality: "draft" }), call);
      expect(bodies).toMatchObject([{ override_settings: { sd_model_checkpoint: model } }]);
    }
  });

  it("that the server would silently ignore is refused before anything is ordered", async () => {
    const error = await failure(orderOf({ model: "gone_v1" }), callOf());
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(error.detail).toContain("no checkpoint named gone_v1");
    expect(posts()).toBe(0);
  });
});

describe("edits", () => {
  it("paint only where the mask is white", async () => {
    const source = await testPicture(256, 192);
    const right = await sharp({ create: { width: 128, height: 192, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    const bytes = await sharp({ create: { width: 256, height: 192, channels: 3, background: "#000" } })
      .composite([{ input: right, left: 128, top: 0 }])
      .toColourspace("b-w")
      .png()
      .toBuffer();
    const mask = { ...source, bytes };
    const call = callOf();
    const bodies = recording(call);
    await a1111Provider.submit(orderOf({ operation: "inpaint", source, mask }), call);
    expect(bodies).toMatchObject([
      {
        width: 256,
        height: 192,
        inpainting_mask_invert: 0,
        inpainting_fill: 1,
        mask: bytes.toString("base64"),
      },
    ]);
    const before = await raw(source.bytes);
    const after = await raw(call.kept[0] ?? Buffer.alloc(0));
    const changed = (column: number) =>
      Array.from({ length: 192 }, (_, y) => (y * 256 + column) * 3).filter(
        (at) => !after.data.subarray(at, at + 3).equals(before.data.subarray(at, at + 3)),
      ).length;
    expect(changed(20)).toBe(0);
    expect(changed(100)).toBe(0);
    expect(changed(150)).toBeGreaterThan(100);
    expect(changed(240)).toBeGreaterThan(100);
  });

  it("start from the picture, keep its ratio and obey the strength", async () => {
    const source = await testPicture(600, 300);
    const call = callOf();
    const bodies = recording(call);
    await a1111Provider.submit(orderOf({ operation: "image_to_image", source, strength: 0.3 }), call);
    await a1111Provider.submit(orderOf({ operation: "variation", source, strength: 0.3, prompt: "" }), call);
    const sent = bodies.map(({ width, height, denoising_strength }) => [width, height, denoising_strength]);
    expect(sent).toEqual([
      [1448, 728, 0.3],
      [1448, 728, 0.55],
    ]);
    expect(
      bodies.map((body) => isDeepStrictEqual(body.init_images, [source.bytes.toString("base64")])),
    ).toEqual([true, true]);
    expect(call.kept).toHaveLength(2);
  });

  it("enlarge each side by the factor", async () => {
    const call = callOf();
    await a1111Provider.submit(
      orderOf({ operation: "upscale", source: await testPicture(120, 80), upscaleFactor: 4 }),
      call,
    );
    expect((await raw(call.kept[0] ?? Buffer.alloc(0))).info).toMatchObject({ width: 480, height: 320 });
    expect(posts()).toBe(1);
  });

  it("that the server does not have are refused before anything is sent", async () => {
    const source = await testPicture(64, 64);
    for (const operation of ["instruct", "outpaint", "remove_background", "erase"] as const)
      expect(await failure(orderOf({ operation, source }), callOf())).toMatchObject({
        errorClass: "invalid_request",
        certainlyNotAccepted: true,
      });
    expect(simulator.requests).toEqual([]);
  });
});

describe("trouble", () => {
  const cases: [scenario: string, errorClass: ProviderErrorClass, certain: boolean, message: RegExp][] = [
    ["auth_401", "auth", true, /user name and password/],
    ["429_retry_after=3", "rate_limited", true, /wait/],
    ["429_no_header", "rate_limited", true, /wait/],
    ["503", "provider_error", true, /503/],
    ["500_then_ok", "provider_error", true, /not enough memory/],
    ["nans", "provider_error", true, /NaNs/],
    ["422_detail", "invalid_request", true, /body\.width: value is not a valid integer/],
    ["reset_after_body", "unknown_outcome", false, /lost/],
    ["malformed_json", "unknown_outcome", false, /readable/],
    ["html_502", "unknown_outcome", false, /502/],
    ["empty_data", "provider_error", true, /no picture/],
    ["huge_image", "unknown_outcome", false, /not usable/],
  ];

  it.each(cases)(
    "%s is %s after exactly one POST, and no secret is told",
    async (name, errorClass, certain, message) => {
      const error = await failure(orderOf({ prompt: `a lake [[sim:${name}]]`, quality: "draft" }), callOf());
      expect(error).toMatchObject({ errorClass, certainlyNotAccepted: certain });
      expect(error.detail).toMatch(message);
      expect(posts()).toBe(1);
      const told = `${JSON.stringify(error)} ${error} ${error.stack} ${JSON.stringify(error.extra)}`;
      expect(told).not.toContain("canary");
      expect(told).not.toContain(Buffer.from(KEY).toString("base64"));
    },
  );

  it("that names a wait is told with it", async () => {
    const error = await failure(orderOf({ prompt: "a lake [[sim:429_retry_after=3]]" }), callOf());
    expect(error.retryAfterMs).toBe(3_000);
  });

  it("that passes does not stick: the same order works the next time", async () => {
    const request = orderOf({ prompt: "a hill [[sim:500_then_ok]]", quality: "draft" });
    await failure(request, callOf());
    expect(await a1111Provider.submit(request, callOf())).toMatchObject({ outputs: [{ seed: 7 }] });
  });

  it("of an address where nobody listens is certain: nothing was ordered", async () => {
    const closed = await startA1111Simulator();
    await closed.close();
    const error = await failure(orderOf(), testCall(closed.url, KEY));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
  });

  it("of a call that is given up ends the work on the server, when nobody else uses it", async () => {
    for (const [concurrency, interrupts] of [
      ["1", 1],
      ["4", 0],
    ] as const) {
      simulator.forget();
      const stop = new AbortController();
      const call = callOf({ options: { concurrency }, signal: stop.signal });
      const { fetch: plain } = call;
      call.fetch = (input, init) => {
        if (String(input).endsWith("/txt2img")) setTimeout(() => stop.abort(), 200);
        return plain(input, init);
      };
      const error = await failure(orderOf({ prompt: "a sea [[sim:hang]]" }), call);
      expect(error).toMatchObject({ errorClass: "unknown_outcome", certainlyNotAccepted: false });
      expect(simulator.count("POST", "/sdapi/v1/interrupt")).toBe(interrupts);
    }
  });

  it("of an order that is stopped beforehand leaves the server alone", async () => {
    const error = await failure(orderOf(), callOf({ signal: AbortSignal.abort() }));
    expect(error.certainlyNotAccepted).toBe(true);
    expect(simulator.requests).toEqual([]);
  });

  it("of a redirect is not followed", async () => {
    const call = callOf();
    call.fetch = async () =>
      new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
    expect(await failure(orderOf(), call)).toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });
});

describe("progress", () => {
  it("is told while the only client waits, and not asked for on a shared server", async () => {
    const slow = await startA1111Simulator();
    const request = orderOf({ prompt: "a road [[sim:ok_slow=1500]]", quality: "draft" });
    const alone = testCall(slow.url, KEY);
    await a1111Provider.submit(request, alone);
    expect(alone.progress.length).toBeGreaterThan(0);
    for (const { part } of alone.progress) expect(part > 0 && part <= 1).toBe(true);
    slow.forget();
    const shared = testCall(slow.url, KEY, { options: { concurrency: "2" } });
    await a1111Provider.submit(request, shared);
    expect(slow.count("GET", "/sdapi/v1/progress")).toBe(0);
    expect(shared.progress).toEqual([]);
    await slow.close();
  });
});

describe("a question for progress", () => {
  it("gives the part and the preview as bytes, and nothing for an answer that does not tell", async () => {
    const call = callOf();
    const { signal } = new AbortController();
    const answers: unknown[] = [
      { progress: 0.5, current_image: "data:image/png;base64,iVBORw==" },
      { progress: 1.7, current_image: null },
      { detail: "?" },
    ];
    call.fetch = async () => Response.json(answers.shift());
    expect(await askProgress(call, signal)).toEqual({
      part: 0.5,
      preview: Buffer.from("iVBORw==", "base64"),
    });
    expect(await askProgress(call, signal)).toEqual({ part: 1 });
    expect(await askProgress(call, signal)).toBeNull();
  });
});

describe("the connection test", () => {
  const report = (call: TestCall) => a1111Provider.test(call);

  it("lists the checkpoints of a good connection and orders nothing", async () => {
    expect(await report(callOf({ options: { model: "sd_xl_base_1.0" } }))).toEqual({
      ok: true,
      detail: "sd_xl_base_1.0, juggernautXL_v9, v1-5-pruned-emaonly",
    });
    expect(posts()).toBe(0);
  });

  it.each([
    ["a missing password", "", /wants a user name and a password/, "auth"],
    ["a wrong password", "admin:wrong", /does not accept this user name/, "auth"],
  ])("tells %s", async (_what, key, message, errorClass) => {
    const told = await report(callOf({}, key));
    expect(told).toMatchObject({ ok: false, errorClass, message: expect.stringMatching(message) });
  });

  it("tells a checkpoint that the server does not have, and which ones it has", async () => {
    expect(await report(callOf({ options: { model: "gone_v1" } }))).toMatchObject({
      ok: false,
      errorClass: "invalid_request",
      message: expect.stringMatching(/no checkpoint named gone_v1.*sd_xl_base_1\.0/),
    });
  });

  it("tells a wrong path, a server that is off, and something that is no such server", async () => {
    expect(await report(testCall(`${simulator.url}/webui`, KEY))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/base URL right.*--api/),
    });
    const closed = await startA1111Simulator();
    await closed.close();
    expect(await report(testCall(closed.url, KEY))).toMatchObject({
      ok: false,
      errorClass: "provider_error",
    });
    const other = callOf();
    other.fetch = async () => new Response("<html>hello</html>", { status: 200 });
    expect(await report(other)).toMatchObject({
      ok: false,
      errorClass: "invalid_request",
      message: expect.stringMatching(/not a Stable Diffusion web UI/),
    });
  });
});
