import { describe, expect, it } from "vitest";
import { simModels } from "@/simulators/replicate/models";
import type { ImageRequest, InputPicture } from "../image-provider";
import type { Operation } from "../model-capabilities";
import { testRequest } from "../testing-call.fixture";
import { errorOfFailure, sentenceOf } from "./errors";
import { findReplicateModel, replicateModels } from "./models";
import { inputOf, progressOf, resultOf, warningsOf } from "./reshape";
import type { Prediction } from "./types";

const picture = (widthPx = 1000, heightPx = 700): InputPicture => ({
  bytes: Buffer.from("a picture"),
  format: "png",
  widthPx,
  heightPx,
  vendorRef: null,
});
const placed = { source: "data:source", mask: "data:mask", references: ["data:one", "data:two"] };

function inputFor(model: string, changes: Partial<ImageRequest> = {}, references: string[] = []) {
  const found = findReplicateModel(model);
  if (!found) throw new Error(`no model ${model}`);
  const request = testRequest({ model, prompt: "a fox", ...changes });
  const source = request.source && placed.source;
  const mask = request.mask && placed.mask;
  return inputOf(request, found.model.ref, { source, mask, references });
}

describe("the input of a prediction", () => {
  it.each<[string, Partial<ImageRequest>, string[], Record<string, unknown>]>([
    [
      "flux-schnell",
      { ratio: "16:9", count: 3 },
      [],
      {
        ...{ prompt: "a fox", aspect_ratio: "16:9", num_outputs: 3, num_inference_steps: 4 },
        ...{ seed: 7, megapixels: "1", output_format: "png" },
      },
    ],
    [
      "flux-dev",
      { quality: "draft", negativePrompt: "rain" },
      [],
      {
        ...{ prompt: "a fox", aspect_ratio: "1:1", num_outputs: 1, num_inference_steps: 18, go_fast: true },
        ...{ seed: 7, megapixels: "1", output_format: "png" },
      },
    ],
    [
      "flux-dev",
      { operation: "image_to_image", source: picture(), strength: 0.456, quality: "high", count: 2 },
      [],
      {
        ...{ prompt: "a fox", num_outputs: 2, num_inference_steps: 50, go_fast: false, seed: 7 },
        ...{ megapixels: "1", output_format: "png", image: "data:source", prompt_strength: 0.46 },
      },
    ],
    [
      "flux-1.1-pro",
      { ratio: "4:3" },
      ["data:one"],
      { prompt: "a fox", aspect_ratio: "4:3", seed: 7, output_format: "png", image_prompt: "data:one" },
    ],
    [
      "flux-2-pro",
      { ratio: "3:2", tier: "2K" },
      ["data:one", "data:two"],
      {
        ...{ prompt: "a fox", aspect_ratio: "3:2", resolution: "4 MP", seed: 7, output_format: "png" },
        input_images: ["data:one", "data:two"],
      },
    ],
    [
      "flux-2-pro",
      { ratio: "21:9" },
      [],
      { prompt: "a fox", aspect_ratio: "custom", width: 1568, height: 672, seed: 7, output_format: "png" },
    ],
    [
      "flux-2-pro",
      { operation: "instruct", source: picture() },
      ["data:one"],
      {
        ...{ prompt: "a fox", aspect_ratio: "match_input_image", resolution: "1 MP", seed: 7 },
        ...{ output_format: "png", input_images: ["data:source", "data:one"] },
      },
    ],
    [
      "sdxl",
      { ratio: "9:16", count: 4, negativePrompt: "rain" },
      [],
      {
        ...{ prompt: "a fox", negative_prompt: "rain", width: 768, height: 1344, num_outputs: 4 },
        ...{ num_inference_steps: 30, seed: 7 },
      },
    ],
    [
      "sdxl",
      { operation: "image_to_image", source: picture() },
      [],
      {
        ...{ prompt: "a fox", num_outputs: 1, num_inference_steps: 30, seed: 7 },
        ...{ image: "data:source", prompt_strength: 0.8 },
      },
    ],
    [
      "sdxl",
      { operation: "inpaint", source: picture(1001, 707), mask: picture(1001, 707) },
      [],
      {
        ...{ prompt: "a fox", num_outputs: 1, num_inference_steps: 30, seed: 7, width: 1000, height: 704 },
        ...{ image: "data:source", mask: "data:mask", prompt_strength: 0.95 },
      },
    ],
  ])("of %s for %o is exactly what the model knows", (model, changes, references, expected) => {
    expect(inputFor(model, changes, references)).toEqual(expected);
  });

  it.each(["flux-dev", "sdxl"])("of a variation by %s needs no prompt and ignores a strength", (model) => {
    const input = inputFor(model, { operation: "variation", source: picture(), prompt: "", strength: 0.1 });
    expect(input).toMatchObject({ prompt: "a variation of this picture", prompt_strength: 0.85 });
  });

  it("passes the strict schema of its model for everything that is on offer", () => {
    let combinations = 0;
    for (const { capabilities: able, ref } of replicateModels) {
      const schema = simModels.find((model) => model.ref === ref)?.input;
      const operations: Operation[] = ["generate", ...(Object.keys(able.edits) as Operation[])];
      for (const operation of operations)
        for (const ratio of able.ratios)
          for (const tier of able.tiers)
            for (const quality of able.qualities) {
              const source = operation === "generate" ? undefined : picture();
              const mask = operation === "inpaint" ? picture() : undefined;
              const count = able.maxPerCall;
              const order = { operation, ratio, tier, quality, source, mask, count, negativePrompt: "rain" };
              const references = Array.from({ length: able.maxReferences }, () => "data:one");
              const parsed = schema?.safeParse(inputFor(able.id, order, references));
              expect(parsed, `${able.id} ${JSON.stringify(order)}`).toMatchObject({ success: true });
              combinations += 1;
            }
    }
    expect(combinations).toBeGreaterThan(80);
  });
});

describe("the warnings of an order", () => {
  it.each<[string, Partial<ImageRequest>, string[]]>([
    ["flux-schnell", { ratio: "1:1" }, []],
    ["flux-schnell", { ratio: "16:9" }, []],
    ["flux-dev", { ratio: "3:4" }, ["ratio_approximated"]],
    ["sdxl", { ratio: "21:9" }, ["ratio_approximated"]],
    ["sdxl", { ratio: "21:9", operation: "image_to_image", source: picture() }, []],
    ["flux-2-pro", { ratio: "1:1", tier: "2K" }, []],
    ["flux-2-pro", { ratio: "16:9", tier: "1K" }, []],
    ["flux-2-pro", { ratio: "16:9", tier: "2K" }, ["tier_not_native"]],
    ["flux-2-pro", { tier: "2K", operation: "instruct", source: picture(900, 600) }, ["tier_not_native"]],
  ])("of %s for %o are %j", (model, changes, expected) => {
    const ref = findReplicateModel(model)?.model.ref ?? "stability-ai/sdxl";
    expect(warningsOf(testRequest({ model, ...changes }), ref)).toEqual(expected);
  });
});

describe("findReplicateModel", () => {
  it.each(["flux-dev", "black-forest-labs/flux-dev"])("knows %s", (name) => {
    expect(findReplicateModel(name)?.model.capabilities.id).toBe("flux-dev");
  });

  it("takes a version for the community's model only", () => {
    expect(findReplicateModel("stability-ai/sdxl:abc")).toMatchObject({ version: "abc" });
    expect(findReplicateModel("black-forest-labs/flux-dev:abc")).toBeNull();
  });

  it("knows no other models, because their fields are unknown", () => {
    expect(findReplicateModel("somebody/model")).toBeNull();
  });
});

describe("progressOf", () => {
  it.each([
    [
      "Using seed: 7\n  0%|          | 0/28 [00:00<?, ?it/s]\n 25%|██▌       | 7/28 [00:01<00:03, 4.71it/s]\n",
      0.25,
    ],
    ["100%|██████████| 28/28 [00:05<00:00,  4.9it/s]\nTotal safe images: 1 out of 1\n", 1],
    [" 10%|█  | 1/10 [..]\r 40%|████  | 4/10 [..]", 0.4],
    ["Using seed: 7\n", undefined],
    ["", undefined],
    [null, undefined],
  ])("reads %j as %s", (logs, expected) => {
    expect(progressOf(logs)).toBe(expected);
  });

  it("reads the last bar of very long logs", () => {
    expect(progressOf(`${" 5%|█  | 1/20 [..]\n".repeat(100_000)} 90%|█████ | 18/20 [..]\n`)).toBe(0.9);
  });
});

describe("resultOf", () => {
  const context = { pollAfterMs: 9, apiKey: "r8_key" };
  const look = (prediction: Partial<Prediction>, count = 1) =>
    resultOf(
      { id: "p1", status: "succeeded", output: null, error: null, ...prediction },
      { count, seed: 7 },
      context,
    );
  const one = "https://replicate.delivery/x/out-0.png?a=b%20c+d";

  it("keeps an address byte for byte, from a single text or a list", () => {
    const expected = { state: "done", outputs: [{ url: one, seed: 7 }] };
    expect(look({ output: one })).toEqual(expected);
    expect(look({ output: [one] })).toEqual(expected);
  });

  it("names no seed for pictures that were made together", () => {
    expect(look({ output: [one, one] }, 2)).toEqual({ state: "done", outputs: [{ url: one }, { url: one }] });
  });

  it("says that the filter took what is missing", () => {
    expect(look({ output: [one] }, 3)).toMatchObject({ refused: "content_policy", outputs: [{ url: one }] });
  });

  it("delivers no more than was ordered", () => {
    expect(look({ output: [one, one, one] }, 2)).toMatchObject({ outputs: [{ url: one }, { url: one }] });
  });

  it.each<[string, Partial<Prediction>, string, boolean]>([
    ["nothing", { output: [] }, "provider_error", true],
    ["no output", { output: null }, "provider_error", true],
    ["something that is no address", { output: [{ a: 1 }, "file:///etc/passwd", 7] }, "provider_error", true],
    ["a removed result", { output: null, data_removed: true }, "not_found_or_expired", false],
    ["a cancelled order", { status: "canceled" }, "not_found_or_expired", false],
    ["an order that never started", { status: "aborted" }, "provider_error", true],
  ])("fails for %s", (_, prediction, errorClass, certainlyNotAccepted) => {
    expect(look(prediction)).toMatchObject({ state: "failed", error: { errorClass, certainlyNotAccepted } });
  });

  it.each(["starting", "processing", "queued-by-a-later-version"])(
    "goes on while the status is %s",
    (status) => {
      expect(look({ status })).toEqual({ state: "running", progress: undefined, pollAfterMs: 9 });
    },
  );
});

describe("the words of failures", () => {
  it.each([
    [
      "All generated images contained NSFW content. Try running it again with a different prompt.",
      "content_policy",
    ],
    ["NSFW content detected. Try running it again, or try a different prompt.", "content_policy"],
    [
      "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
      "content_policy",
    ],
    ["Prediction failed. (code: E1000) Unknown error", "provider_error"],
    ["CUDA out of memory (code: E1001)", "provider_error"],
    [null, "provider_error"],
    [{ a: 1 }, "provider_error"],
  ])("%j is %s", (error, errorClass) => {
    expect(errorOfFailure(error, "").errorClass).toBe(errorClass);
  });

  it("lose keys, addresses and data, and are short", () => {
    const dirty = `bad r8_abcDEF123 my-own-key at https://x.example/a?token=1 data:image/png;base64,AAAA ${"Q".repeat(90)} \n end ${"so it goes ".repeat(60)}`;
    const clean = sentenceOf(dirty, "my-own-key");
    expect(clean).toMatch(/^bad … … at … … … end so it goes/);
    expect(clean.length).toBeLessThanOrEqual(200);
  });
});
