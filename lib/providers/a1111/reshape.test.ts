import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aspectRatios } from "@/lib/providers/model-capabilities";
import { testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import { a1111Provider } from "./client";
import { modelOf } from "./models";
import { followProgress } from "./progress";
import { hasCheckpoint, orderOf, placesOf } from "./reshape";

describe("an order from words", () => {
  it.each([
    ["draft", 12, 6],
    ["standard", 25, 7],
    ["high", 40, 7],
  ] as const)("at %s quality takes %i steps", (quality, steps, cfg) => {
    const { body } = orderOf(testRequest({ quality }), {});
    expect(body).toMatchObject({ steps, cfg_scale: cfg, sampler_name: "DPM++ 2M" });
  });

  it("has exactly the fields that the server knows", () => {
    const request = testRequest({ model: "default", negativePrompt: "text", count: 3, styles: ["ink"] });
    expect(orderOf(request, {})).toEqual({
      path: "txt2img",
      warnings: [],
      body: {
        prompt: "a bamboo grove in the mist",
        negative_prompt: "text",
        width: 1024,
        height: 1024,
        steps: 25,
        cfg_scale: 7,
        sampler_name: "DPM++ 2M",
        seed: 7,
        batch_size: 3,
        n_iter: 1,
        send_images: true,
        save_images: false,
      },
    });
  });

  it.each([
    ["1:1", 1024, 1024, []],
    ["4:3", 1152, 896, ["ratio_approximated"]],
    ["3:4", 896, 1152, ["ratio_approximated"]],
    ["3:2", 1216, 832, ["ratio_approximated"]],
    ["2:3", 832, 1216, ["ratio_approximated"]],
    ["16:9", 1344, 768, []],
    ["9:16", 768, 1344, []],
    ["21:9", 1536, 640, ["ratio_approximated"]],
  ] as const)("of %s is %i by %i", (ratio, width, height, warnings) => {
    expect(orderOf(testRequest({ ratio }), {})).toMatchObject({ body: { width, height }, warnings });
    expect(orderOf(testRequest({ ratio }), { base: "sd15" })).toMatchObject({
      body: { width: width / 2, height: height / 2, enable_hr: true, hr_scale: 2 },
    });
  });

  it("covers every ratio and tier that it offers with sides on the grid of 8", () => {
    for (const options of [{ base: "sdxl" }, { base: "sd15" }])
      for (const ratio of modelOf(options).ratios)
        for (const tier of modelOf(options).tiers) {
          const { body } = orderOf(testRequest({ ratio, tier }), options);
          expect(body).toSatisfy(
            (words: { width: number; height: number }) => words.width % 8 === 0 && words.height % 8 === 0,
          );
        }
    expect([...modelOf({}).ratios].sort()).toEqual([...aspectRatios].sort());
  });

  it("at 2K adds a second pass, and is refused where there is no native way to the tier", () => {
    expect(orderOf(testRequest({ tier: "2K" }), {}).body).toMatchObject({
      width: 1024,
      enable_hr: true,
      hr_scale: 2,
      denoising_strength: 0.4,
    });
    expect(orderOf(testRequest(), {}).body).not.toHaveProperty("enable_hr");
    expect(() => orderOf(testRequest({ tier: "4K" }), {})).toThrow(/4K/);
    expect(() => orderOf(testRequest({ tier: "2K" }), { base: "sd15" })).toThrow(/2K/);
  });

  it("takes sampler, schedule and upscaler from the options", () => {
    const options = { sampler: "Euler a", scheduler: "Karras", upscaler: "SwinIR_4x" };
    expect(orderOf(testRequest({ tier: "2K" }), options).body).toMatchObject({
      sampler_name: "Euler a",
      scheduler: "Karras",
      hr_upscaler: "SwinIR_4x",
    });
  });
});

describe("an order from a picture", () => {
  it("keeps the ratio on the grid, and enlarges only what is smaller than the model was trained on", async () => {
    const source = await testPicture(300, 200);
    const large = await testPicture(1203, 901);
    const size = (picture: typeof source, options = {}) =>
      orderOf(testRequest({ operation: "image_to_image", source: picture }), options).body;
    expect(size(source)).toMatchObject({ width: 1256, height: 840 });
    expect(size(source, { base: "sd15" })).toMatchObject({ width: 624, height: 416 });
    expect(size(large)).toMatchObject({ width: 1200, height: 904 });
  });

  it("needs the picture, and a mask to paint over a part", async () => {
    expect(() => orderOf(testRequest({ operation: "variation" }), {})).toThrow(/picture to start from/);
    const source = await testPicture(64, 64);
    expect(() => orderOf(testRequest({ operation: "inpaint", source }), {})).toThrow(/mask/);
  });
});

describe("models", () => {
  it("are one in the list and any by name", () => {
    expect(a1111Provider.models().map(({ id }) => id)).toEqual(["a1111-default"]);
    expect(a1111Provider.capabilities("default", {})).toEqual(a1111Provider.models()[0]);
    expect(a1111Provider.capabilities("juggernautXL_v9", { base: "sd15" })).toMatchObject({
      id: "juggernautXL_v9",
      name: { zh: "juggernautXL_v9" },
      tiers: ["1K"],
    });
  });
});

describe("the info of an answer", () => {
  it.each([
    ['{"all_seeds":[5,6],"index_of_first_image":1}', { first: 1, seeds: [5, 6] }],
    ['{"all_seeds":"x"}', { first: 0, seeds: [] }],
    ["not json", { first: 0, seeds: [] }],
    [null, { first: 0, seeds: [] }],
  ])("%s is understood as far as it goes", (info, places) => {
    expect(placesOf(info)).toEqual(places);
  });
});

describe("a checkpoint", () => {
  it("is known by its title, with and without the hash, its name, its hashes and its file", () => {
    const known = [
      {
        title: "sub/a.safetensors [0123456789]",
        model_name: "sub_a",
        hash: "0123456789",
        sha256: null,
        filename: "C:\\models\\sub\\a.safetensors",
      },
    ];
    for (const name of [
      "sub/a.safetensors [0123456789]",
      "sub/a.safetensors",
      "sub_a",
      "0123456789",
      "a.safetensors",
    ])
      expect(hasCheckpoint(known, name)).toBe(true);
    expect(hasCheckpoint(known, "a")).toBe(false);
  });
});

describe("following progress", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells only what has grown, survives a failed question, and ends when told to", async () => {
    const answers = [0.2, 0.1, new Error("busy"), 0.6, 0.9];
    const told: number[] = [];
    let asked = 0;
    const stop = followProgress(
      async () => {
        const answer = answers[asked];
        asked += 1;
        if (answer instanceof Error) throw answer;
        return answer === undefined ? null : { part: answer };
      },
      ({ part }) => void told.push(part),
    );
    await vi.advanceTimersByTimeAsync(500 + 3 * 2_000);
    stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told).toEqual([0.2, 0.6]);
    expect(asked).toBe(4);
  });

  it("does not tell what comes after the end", async () => {
    const told: number[] = [];
    let answer: (part: number) => void = () => undefined;
    const stop = followProgress(
      () => new Promise((resolve) => (answer = (part) => resolve({ part }))),
      ({ part }) => void told.push(part),
    );
    await vi.advanceTimersByTimeAsync(500);
    stop();
    answer(0.5);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
