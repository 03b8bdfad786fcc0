import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { ImageRequest, InputPicture } from "../image-provider";
import { testPicture, testRequest } from "../testing-call.fixture";
import { bailianModel, bailianModels } from "./models";
import { orderOf, picturesOf } from "./reshape";
import { sizeLike } from "./sizes";

const parametersOf = async (changes: Partial<ImageRequest>) =>
  (await orderOf(testRequest(changes))).order.body.parameters;

const inputOf = async (changes: Partial<ImageRequest>) =>
  (await orderOf(testRequest(changes))).order.body.input;

/** White on the left half, a soft edge of grey, black on the right. */
async function leftMask(widthPx: number, heightPx: number): Promise<InputPicture> {
  const data = Buffer.alloc(widthPx * heightPx);
  for (let at = 0; at < data.length; at += 1) {
    const x = at % widthPx;
    data[at] = x < widthPx / 2 - 8 ? 255 : x < widthPx / 2 ? 200 : x < widthPx / 2 + 8 ? 60 : 0;
  }
  const bytes = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .png()
    .toBuffer();
  return { bytes, format: "png", widthPx, heightPx, vendorRef: null };
}

const bytesOf = (url: unknown): Buffer => Buffer.from(String(url).replace(/^data:[^,]*,/, ""), "base64");

describe("orders to Aliyun Bailian", () => {
  it.each([
    ["qwen-image-plus", "1:1", "1K", "1328*1328"],
    ["qwen-image-plus", "16:9", "1K", "1664*928"],
    ["qwen-image-plus", "3:4", "1K", "1104*1472"],
    ["qwen-image-2.0", "1:1", "1K", "1024*1024"],
    ["qwen-image-2.0", "21:9", "1K", "1536*656"],
    ["qwen-image-2.0", "16:9", "2K", "2688*1536"],
    ["qwen-image-3.0", "2:3", "2K", "1664*2496"],
    ["qwen-image-3.0", "4:3", "2K", "2368*1728"],
    ["wan2.7-image-pro", "9:16", "2K", "1536*2688"],
    ["wan2.7-image-pro", "4:3", "4K", "4096*3072"],
    ["wan2.7-image-pro", "16:9", "4K", "3840*2160"],
    ["wan2.2-t2i-flash", "16:9", "1K", "1280*720"],
    ["wan2.2-t2i-flash", "2:3", "1K", "768*1152"],
  ] as const)("%s %s %s is asked for as %s", async (model, ratio, tier, size) => {
    expect((await parametersOf({ model, ratio, tier })).size).toBe(size);
  });

  it("has a native size for everything that is offered", async () => {
    const sizes: unknown[] = [];
    for (const model of bailianModels.filter((known) => !known.editsOnly))
      for (const ratio of model.ratios)
        for (const tier of model.tiers)
          sizes.push((await parametersOf({ model: model.id, ratio, tier })).size);
    expect(sizes).toHaveLength(5 + 16 + 16 + 15 + 7);
    for (const size of sizes) expect(size).toMatch(/^\d+\*\d+$/);
  });

  it("sends each model only what it knows, and never asks for a rewritten prompt or a watermark", async () => {
    const asked = { negativePrompt: "blur", seed: 42, count: 1 };
    const plain = { n: 1, seed: 42, watermark: false };
    const qwen = { ...plain, prompt_extend: false, negative_prompt: "blur" };
    expect(await parametersOf({ ...asked, model: "qwen-image-plus" })).toEqual({
      ...qwen,
      size: "1328*1328",
    });
    expect(await parametersOf({ ...asked, model: "qwen-image-2.0" })).toEqual({ ...qwen, size: "1024*1024" });
    expect(await parametersOf({ ...asked, model: "qwen-image-3.0" })).toEqual({ ...qwen, size: "1024*1024" });
    expect(await parametersOf({ ...asked, model: "wan2.7-image-pro" })).toEqual({
      ...plain,
      size: "1024*1024",
    });
    expect(await parametersOf({ ...asked, model: "wan2.2-t2i-flash" })).toEqual({
      ...plain,
      prompt_extend: false,
      size: "1024*1024",
    });
    expect(await inputOf({ ...asked, model: "wan2.2-t2i-flash", prompt: "fog" })).toEqual({
      prompt: "fog",
      negative_prompt: "blur",
    });
  });

  it("cuts a negative prompt at the vendor's 500 characters and leaves an empty one out", async () => {
    const long = await parametersOf({ model: "qwen-image-2.0", negativePrompt: "雾".repeat(900) });
    expect(long.negative_prompt).toBe("雾".repeat(500));
    expect(await parametersOf({ model: "qwen-image-2.0", negativePrompt: " " })).not.toHaveProperty(
      "negative_prompt",
    );
  });

  it("puts the edited picture first, then the references, then the words", async () => {
    const [source, a, b] = await Promise.all([
      testPicture(640, 480),
      testPicture(500, 500),
      testPicture(400, 600),
    ]);
    const input = await inputOf({
      model: "qwen-image-edit-plus",
      operation: "instruct",
      prompt: "make it night",
      source,
      references: [a, b],
    });
    const [first, second, third, words] =
      (input as { messages: { content: { image?: string; text?: string }[] }[] }).messages[0]?.content ?? [];
    expect(bytesOf(first?.image)).toEqual(source.bytes);
    expect(bytesOf(second?.image)).toEqual(a.bytes);
    expect(bytesOf(third?.image)).toEqual(b.bytes);
    expect(words).toEqual({ text: "make it night" });
  });

  it.each([
    [1200, 800, "1K", 3104, "1248*832"],
    [1000, 1000, "2K", 3104, "2048*2048"],
    [4000, 3000, "4K", 3104, "2352*1760"],
    [3000, 1000, "2K", 3104, "3104*1024"],
    [3000, 1000, "1K", 2048, "1760*576"],
    [300, 900, "1K", 2048, "576*1760"],
  ] as const)(
    "keeps the frame of a %i×%i picture at %s: %i at most, %s",
    (widthPx, heightPx, tier, max, size) => {
      expect(sizeLike({ widthPx, heightPx }, tier, max)).toBe(size);
    },
  );

  it("makes 4K only from words: with pictures it is 2K, and says so", async () => {
    const references = [await testPicture(512, 512)];
    const order = await orderOf(testRequest({ model: "wan2.7-image-pro", tier: "4K", references }));
    expect(order.order.body.parameters.size).toBe("2048*2048");
    expect(order.warnings).toEqual(["tier_not_native"]);
    const plain = await orderOf(testRequest({ model: "wan2.7-image-pro", tier: "4K" }));
    expect(plain.warnings).toEqual([]);
  });

  it.each([
    ["qwen-image-2.0", "/services/aigc/multimodal-generation/generation", false],
    ["qwen-image-plus", "/services/aigc/multimodal-generation/generation", false],
    ["qwen-image-3.0", "/services/aigc/image-generation/generation", true],
    ["wan2.7-image-pro", "/services/aigc/image-generation/generation", true],
    ["wan2.2-t2i-flash", "/services/aigc/text2image/image-synthesis", true],
  ])("%s goes to %s (task: %s)", async (model, path, deferred) => {
    expect((await orderOf(testRequest({ model }))).order).toMatchObject({ path, deferred });
  });

  it("refuses what a model cannot do before anything is sent", async () => {
    const source = await testPicture(600, 600);
    const toolbox = { model: "wanx2.1-imageedit", source } as const;
    const cases: Partial<ImageRequest>[] = [
      { model: "gpt-image-2" },
      { model: "qwen-image-plus", ratio: "3:2" },
      { model: "qwen-image-plus", tier: "2K" },
      { model: "qwen-image-plus", count: 2 },
      { model: "qwen-image-plus", references: [source] },
      { model: "qwen-image-plus", operation: "instruct", source },
      { model: "qwen-image-edit-plus" },
      { model: "qwen-image-2.0", operation: "instruct" },
      { model: "wan2.7-image-pro", ratio: "21:9" },
      { ...toolbox, operation: "inpaint" },
      { ...toolbox, operation: "erase" },
      { ...toolbox, operation: "outpaint" },
      { ...toolbox, operation: "remove_background" },
      { ...toolbox, operation: "upscale", count: 2 },
    ];
    for (const changes of cases)
      await expect(orderOf(testRequest(changes)), JSON.stringify(changes).slice(0, 80)).rejects.toMatchObject(
        {
          errorClass: "invalid_request",
          certainlyNotAccepted: true,
        },
      );
  });
});

describe("the functions of wanx2.1-imageedit", () => {
  const toolbox = async (changes: Partial<ImageRequest>) =>
    orderOf(testRequest({ model: "wanx2.1-imageedit", source: await testPicture(800, 600), ...changes }));

  it("instruct is description_edit with the strength that was asked for", async () => {
    const { order } = await toolbox({ operation: "instruct", prompt: "red hair", strength: 0.3, count: 4 });
    expect(order.path).toBe("/services/aigc/image2image/image-synthesis");
    expect(order.body.input).toMatchObject({ function: "description_edit", prompt: "red hair" });
    expect(order.body.parameters).toEqual({ n: 4, seed: 7, watermark: false, strength: 0.3 });
    expect((await toolbox({ operation: "instruct" })).order.body.parameters).not.toHaveProperty("strength");
  });

  it("sends masks with pure white where the picture is edited and black where it is kept", async () => {
    for (const operation of ["inpaint", "erase"] as const) {
      const { order } = await toolbox({ operation, mask: await leftMask(800, 600) });
      const { data, info } = await sharp(bytesOf(order.body.input.mask_image_url))
        .extractChannel(0)
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([800, 600]);
      const row = [...data.subarray(300 * 800, 301 * 800)];
      expect(row.slice(0, 400).every((value) => value === 255)).toBe(true);
      expect(row.slice(400).every((value) => value === 0)).toBe(true);
    }
  });

  it("erases with words of its own, whatever the prompt says", async () => {
    const { order } = await toolbox({
      operation: "erase",
      prompt: "ignored",
      mask: await leftMask(800, 600),
    });
    expect(order.body.input.function).toBe("description_edit_with_mask");
    expect(order.body.input.prompt).toContain("移除");
  });

  it("outpaints by scales of the picture's own sides", async () => {
    const outpaint = { leftPx: 400, rightPx: 200, topPx: 0, bottomPx: 60 };
    const { order, warnings } = await toolbox({ operation: "outpaint", prompt: "", outpaint });
    expect(order.body.input).toMatchObject({ function: "expand" });
    expect(order.body.input.prompt).not.toBe("");
    expect(order.body.parameters).toMatchObject({
      left_scale: 1.5,
      right_scale: 1.25,
      top_scale: 1,
      bottom_scale: 1.1,
    });
    expect(warnings).toEqual([]);
  });

  it("stops at twice the picture on a side and says that the ratio is not met", async () => {
    const outpaint = { leftPx: 1_000, rightPx: 1_000, topPx: 0, bottomPx: 0 };
    const { order, warnings } = await toolbox({ operation: "outpaint", outpaint });
    expect(order.body.parameters).toMatchObject({ left_scale: 2, right_scale: 2 });
    expect(warnings).toEqual(["ratio_approximated"]);
  });

  it("upscales by the factor that was asked for while the result stays readable", async () => {
    const small = await toolbox({ operation: "upscale", upscaleFactor: 4 });
    expect(small.order.body.input.function).toBe("super_resolution");
    expect(small.order.body.parameters.upscale_factor).toBe(4);
    expect(small.warnings).toEqual([]);
    const source = { ...(await testPicture(600, 600)), widthPx: 2048, heightPx: 2048 };
    const large = await toolbox({ operation: "upscale", upscaleFactor: 4, source });
    expect(large.order.body.parameters.upscale_factor).toBe(3);
    expect(large.warnings).toEqual(["tier_not_native"]);
  });

  it("sends a heavy picture as a JPEG of the same size that fits into 10 MB", async () => {
    const noise = await sharp({
      create: {
        width: 1_800,
        height: 1_800,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma: 80 },
      },
    })
      .png()
      .toBuffer();
    expect(noise.byteLength).toBeGreaterThan(7_500_000);
    const source = { bytes: noise, format: "png", widthPx: 1_800, heightPx: 1_800, vendorRef: null } as const;
    const { order } = await toolbox({ operation: "instruct", source });
    const url = String(order.body.input.base_image_url);
    expect(url).toMatch(/^data:image\/jpeg;base64,/);
    expect(url.length).toBeLessThan(10_000_000);
    expect(await sharp(bytesOf(url)).metadata()).toMatchObject({ width: 1_800, height: 1_800 });
  }, 60_000);
});

describe("answers of Aliyun Bailian", () => {
  it("gives the pictures of both shapes with their addresses as they were written", () => {
    const url = "https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/a.png?Expires=1&Signature=a%2Bb%3D";
    const old = picturesOf({ results: [{ url }, { url: `${url}2` }] }, testRequest({ count: 2 }));
    expect(old.outputs).toEqual([
      { url, seed: 7 },
      { url: `${url}2`, seed: 8 },
    ]);
    expect(old.refused).toBeUndefined();
    const choices = [{ message: { content: [{ text: "done" }, { image: url }] } }];
    expect(picturesOf({ choices }, testRequest()).outputs).toEqual([{ url, seed: 7 }]);
  });

  it("says why a picture is missing, a refusal of content before anything else", () => {
    const results = [
      { code: "InternalError.Timeout", message: "" },
      { url: "https://a.example/1" },
      { code: "DataInspectionFailed", message: "" },
    ];
    const got = picturesOf({ results }, testRequest({ count: 3 }));
    expect(got.refused).toBe("content_policy");
    expect(got.outputs).toEqual([{ url: "https://a.example/1", seed: 8 }]);
    const short = picturesOf(
      { choices: [{ message: { content: [{ image: "https://a.example/1" }] } }] },
      testRequest({ count: 2 }),
    );
    expect(short.refused).toBe("provider_error");
  });

  it("tells of a prompt that the vendor rewrote", () => {
    const rewritten = { url: "https://a.example/1", orig_prompt: "fog", actual_prompt: "thick fog at dawn" };
    expect(picturesOf({ results: [rewritten] }, testRequest()).warnings).toEqual(["prompt_rewritten"]);
    const kept = { ...rewritten, actual_prompt: "fog" };
    expect(picturesOf({ results: [kept] }, testRequest()).warnings).toEqual([]);
  });
});

describe("names of models", () => {
  it("knows sisters and dated versions by their own names and nothing else", () => {
    expect(bailianModel("qwen-image-2.0-pro")?.capabilities).toMatchObject({
      id: "qwen-image-2.0-pro",
      maxPerCall: 6,
    });
    expect(bailianModel("qwen-image-plus-2026-01-09")?.family).toBe("qwen-plus");
    expect(bailianModel("wan2.7-image")?.capabilities.tiers).toEqual(["1K", "2K"]);
    for (const name of ["qwen-image-4.0", "wan2.6-t2i", "z-image-turbo", "gpt-image-2", ""])
      expect(bailianModel(name), name).toBeNull();
  });

  it("offers seven models with distinct ids, each of them found by its id", () => {
    const ids = bailianModels.map((model) => model.id);
    expect(new Set(ids).size).toBe(7);
    for (const model of bailianModels) expect(bailianModel(model.id)?.capabilities).toBe(model);
  });
});
