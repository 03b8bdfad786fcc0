import { beforeAll, describe, expect, it } from "vitest";
import type { ImageRequest, InputPicture } from "@/lib/providers/image-provider";
import { aspectRatios } from "@/lib/providers/model-capabilities";
import { testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import { stabilityModels } from "./models";
import { cropOf, orderOf } from "./reshape";
import { uploadOf } from "./upload";

let source: InputPicture;
let mask: InputPicture;
beforeAll(async () => {
  source = await testPicture(128, 96);
  mask = await testPicture(128, 96);
});

function reshape(changes: Partial<ImageRequest>) {
  const request = testRequest({ negativePrompt: "fog", ...changes });
  const model = stabilityModels.find(({ id }) => id === request.model);
  if (!model) throw new Error(`no model ${request.model}`);
  return orderOf(request, model);
}

const common = { output_format: "png", seed: "7" };
const prompt = "a bamboo grove in the mist";

describe("orderOf", () => {
  it.each([
    ["stable-core", "generate/core", { prompt, negative_prompt: "fog", aspect_ratio: "1:1", ...common }],
    ["stable-ultra", "generate/ultra", { prompt, negative_prompt: "fog", aspect_ratio: "1:1", ...common }],
    [
      "sd3.5-large",
      "generate/sd3",
      {
        prompt,
        negative_prompt: "fog",
        aspect_ratio: "1:1",
        model: "sd3.5-large",
        mode: "text-to-image",
        ...common,
      },
    ],
    [
      "sd3.5-large-turbo",
      "generate/sd3",
      { prompt, aspect_ratio: "1:1", model: "sd3.5-large-turbo", mode: "text-to-image", ...common },
    ],
  ])("makes pictures with %s from exactly the fields that its endpoint knows", (model, endpoint, fields) => {
    expect(reshape({ model })).toMatchObject({ endpoint, files: {}, later: false, warnings: [], seed: 7 });
    expect(reshape({ model }).fields).toEqual(fields);
  });

  it.each(aspectRatios.map((ratio) => [ratio]))("says %s in the vendor's words", (ratio) => {
    const made = reshape({ model: "stable-core", ratio });
    const lacking = { "4:3": "5:4", "3:4": "4:5" }[ratio as string];
    expect(made.fields.aspect_ratio).toBe(lacking ?? ratio);
    expect(made.cropTo).toBe(lacking ? ratio : undefined);
    expect(made.warnings).toEqual(lacking ? ["ratio_approximated"] : []);
  });

  it.each([
    ["stable-ultra", "generate/ultra", { prompt, negative_prompt: "fog", strength: "0.3", ...common }],
    [
      "sd3.5-large-turbo",
      "generate/sd3",
      { prompt, strength: "0.3", model: "sd3.5-large-turbo", mode: "image-to-image", ...common },
    ],
  ])("redraws with %s at the strength and without a ratio", (model, endpoint, fields) => {
    const made = reshape({ model, operation: "image_to_image", source, strength: 0.3, ratio: "16:9" });
    expect(made).toMatchObject({ endpoint, files: { image: source }, warnings: [] });
    expect(made.fields).toEqual(fields);
  });

  it("varies at a fixed strength, with words of its own when there are none", () => {
    const order = { model: "sd3.5-large", operation: "variation", source, strength: 1 } as const;
    expect(reshape({ ...order, prompt: " " }).fields).toMatchObject({
      strength: "0.55",
      mode: "image-to-image",
      prompt: expect.stringContaining("version"),
    });
    expect(reshape(order).fields.prompt).toBe(prompt);
  });

  it.each([
    ["inpaint", "edit/inpaint", { prompt, negative_prompt: "fog", ...common }],
    ["erase", "edit/erase", common],
  ] as const)("sends the mask with %s", (operation, endpoint, fields) => {
    const made = reshape({ model: "stable-edit", operation, source, mask });
    expect(made).toMatchObject({ endpoint, files: { image: source, mask } });
    expect(made.fields).toEqual(fields);
  });

  it("removes the background without any words", () => {
    const made = reshape({ model: "stable-edit", operation: "remove_background", source });
    expect(made).toMatchObject({ endpoint: "edit/remove-background", files: { image: source } });
    expect(made.fields).toEqual({ output_format: "png" });
    expect(made.seed).toBeUndefined();
  });

  it("extends only the sides that grow, with words only when there are some", () => {
    const outpaint = { leftPx: 0, rightPx: 200, topPx: 2_000, bottomPx: 0 };
    const order = { model: "stable-edit", operation: "outpaint", source, outpaint } as const;
    expect(reshape(order).fields).toEqual({ prompt, right: "200", up: "2000", ...common });
    expect(reshape({ ...order, prompt: "" }).fields).toEqual({ right: "200", up: "2000", ...common });
  });

  it.each([
    ["stable-upscale-fast", "upscale/fast", { output_format: "png" }, false],
    [
      "stable-upscale-conservative",
      "upscale/conservative",
      { prompt, negative_prompt: "fog", ...common },
      false,
    ],
    ["stable-upscale-creative", "upscale/creative", { prompt, negative_prompt: "fog", ...common }, true],
  ])("enlarges with %s", (model, endpoint, fields, later) => {
    const made = reshape({ model, operation: "upscale", source, upscaleFactor: 4 });
    expect(made).toMatchObject({ endpoint, later, files: { image: source } });
    expect(made.fields).toEqual(fields);
  });

  it("gives the upscalers words when the person has none", () => {
    const made = reshape({ model: "stable-upscale-creative", operation: "upscale", source, prompt: "" });
    expect(made.fields.prompt).toContain("detailed");
  });

  it("never sends the seed that means any seed", () => {
    expect(reshape({ model: "stable-core", seed: 0 })).toMatchObject({
      seed: 2_147_483_647,
      fields: { seed: "2147483647" },
    });
  });

  it.each<[string, Partial<ImageRequest>]>([
    ["two pictures in a call", { model: "stable-core", count: 2 }],
    ["an edit that the model lacks", { model: "stable-core", operation: "image_to_image" }],
    ["words alone for an editor", { model: "stable-edit" }],
    ["an inpainting without a mask", { model: "stable-edit", operation: "inpaint" }],
    ["no side that grows", { model: "stable-edit", operation: "outpaint" }],
    [
      "a side that grows too far",
      {
        model: "stable-edit",
        operation: "outpaint",
        outpaint: { leftPx: 2_001, rightPx: 0, topPx: 0, bottomPx: 0 },
      },
    ],
    [
      "a factor that is not offered",
      { model: "stable-upscale-fast", operation: "upscale", upscaleFactor: 2 },
    ],
  ])("refuses %s before anything is sent", (_, changes) => {
    expect(() => reshape({ source, ...changes })).toThrowError(
      expect.objectContaining({ errorClass: "invalid_request", certainlyNotAccepted: true }),
    );
  });
  it("refuses an edit without its picture", () => {
    expect(() => reshape({ model: "stable-edit", operation: "remove_background" })).toThrowError(
      expect.objectContaining({ errorClass: "invalid_request", certainlyNotAccepted: true }),
    );
  });
});

describe("cropOf", () => {
  it.each([
    [1152, 896, "4:3", { left: 0, top: 16, width: 1152, height: 864 }],
    [896, 1152, "3:4", { left: 16, top: 0, width: 864, height: 1152 }],
    [1000, 800, "4:3", { left: 0, top: 25, width: 1000, height: 750 }],
    [3, 2, "4:3", { left: 0, top: 0, width: 3, height: 2 }],
  ] as const)("takes the largest exact middle of %i × %i for %s", (widthPx, heightPx, ratio, part) => {
    expect(cropOf({ widthPx, heightPx }, ratio)).toEqual(part);
  });
});

describe("uploadOf", () => {
  it("sends a picture that is too heavy for the vendor as JPEG, and a light one as it is", async () => {
    const bytes = Buffer.concat([source.bytes, Buffer.alloc(11 * 1024 * 1024)]);
    const order = reshape({ model: "stable-edit", operation: "remove_background", source });
    const heavy = await uploadOf({ ...order, files: { image: { ...source, bytes } } });
    const light = await uploadOf(order);
    const image = async ({ bytes: body, contentType }: typeof heavy) => {
      const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
      const file = form.get("image");
      return file instanceof File
        ? { type: file.type, bytes: Buffer.from(await file.arrayBuffer()) }
        : undefined;
    };
    expect((await image(heavy))?.type).toBe("image/jpeg");
    expect(heavy.bytes.length).toBeLessThan(10 * 1024 * 1024);
    expect((await image(light))?.bytes.equals(source.bytes)).toBe(true);
  });
});

describe("stabilityModels", () => {
  it("keeps prices whole and promises one picture a call", () => {
    for (const model of stabilityModels) {
      expect(model.maxPerCall).toBe(1);
      for (const credits of Object.values(model.creditsPerImage))
        expect(Number.isInteger(credits)).toBe(true);
    }
  });

  it("wants English wherever it takes words", () => {
    const wordless = stabilityModels.filter(({ promptLanguage }) => promptLanguage !== "en");
    expect(wordless.map(({ id }) => id)).toEqual(["stable-upscale-fast"]);
  });
});
