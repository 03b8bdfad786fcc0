import sharp from "sharp";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createEdit } from "@/lib/edits/create";
import { uploadImage } from "@/lib/images/files/upload";
import { ProviderError } from "@/lib/providers/provider-error";
import { collectOutput } from "./collect";
import {
  attemptsOf,
  balance,
  claim,
  collectAll,
  create,
  job,
  own,
  picture,
  pictures,
  settle,
  startOver,
  submit,
  view,
} from "./scripted.fixture";
import { script } from "./scripted-provider.fixture";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);
beforeEach(startOver);

describe("an order in several parts", () => {
  test("makes one call per part, each with its own seed, and charges every picture", async () => {
    const { id } = await create({ model: "scripted-single", count: 3, seed: 10 });
    expect(await claim(id)).toEqual({ claimed: true, parts: 3, perCall: 1 });
    for (let part = 0; part < 3; part += 1) {
      script.submits.push(() => ({ kind: "done", outputs: pictures(1) }));
      expect(await submit(id, 0, part)).toEqual({ state: "outputs" });
      await collectOutput({ ctx: job(), input: { generationId: id, ordinal: part } });
    }
    await settle(id);
    expect(script.requests.map(({ seed, count }) => [seed, count])).toEqual([
      [10, 1],
      [11, 1],
      [12, 1],
    ]);
    expect(await view(id)).toMatchObject({ status: "succeeded", receipt: { charged: 3, returned: 0 } });
  });

  test("a part that is refused ends the order with what was delivered before", async () => {
    const { id } = await create({ model: "scripted-single", count: 2 });
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(1) }));
    await submit(id, 0, 0);
    await collectAll(id);
    script.submits.push(() => {
      throw new ProviderError("content_policy", "no", true);
    });
    expect(await submit(id, 0, 1)).toMatchObject({ state: "failed", next: "end", after: 2 });
    await settle(id);
    expect(await view(id)).toMatchObject({
      status: "partly_succeeded",
      deliveredCount: 1,
      receipt: { charged: 1, returned: 1 },
    });
    expect(await balance()).toEqual({ available: 99, reserved: 0 });
  });

  test("an unknown outcome is tried once more in the whole order, not once in every part", async () => {
    const { id } = await create({ model: "scripted-single", count: 2 });
    await claim(id);
    const lost = () => {
      throw new TypeError("socket hang up");
    };
    script.submits.push(lost, () => ({ kind: "done", outputs: pictures(1) }), lost);
    expect(await submit(id, 0, 0)).toMatchObject({ next: "retry" });
    expect(await submit(id, 1, 0)).toEqual({ state: "outputs" });
    expect(await submit(id, 0, 1)).toMatchObject({ errorCode: "unknown_outcome", next: "end" });
    expect(script.submitCalls).toBe(3);
  });

  test("a part that is sent again by a repeated step is not ordered twice", async () => {
    const { id } = await create({ model: "scripted-single", count: 2 });
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: pictures(1) }));
    await submit(id, 0, 0);
    await submit(id, 0, 0);
    expect(script.submitCalls).toBe(1);
    expect(await attemptsOf(id)).toHaveLength(1);
  });
});

describe("an order that ends while a vendor still works", () => {
  test("closes what the vendor took, and a call that nobody waits for has an unknown outcome", async () => {
    const { id } = await create({ model: "scripted-single", count: 2 });
    await claim(id);
    await submit(id, 0, 0);
    await settle(id);
    expect((await attemptsOf(id)).map(({ state }) => state)).toEqual(["closed"]);
    expect((await view(id)).timeline.map(({ kind }) => kind)).toEqual(["accepted", "closed"]);
  });

  test("an order that the vendor takes after the end is closed and cancelled there", async () => {
    const { id } = await create();
    await claim(id);
    let taken = (_: unknown) => {};
    script.submits.push(() => new Promise((resolve) => (taken = resolve)));
    const late = submit(id);
    await expect.poll(() => script.submitCalls).toBe(1);
    await settle(id);
    taken({ kind: "pending", externalId: "ext-late", pollAfterMs: 1 });
    expect(await late).toEqual({ state: "over" });
    expect(script.cancelled).toEqual(["ext-late"]);
    expect((await attemptsOf(id))[0]).toMatchObject({ state: "closed", externalId: "ext-late" });
  });
});

describe("an edit", () => {
  const upload = async (widthPx: number, heightPx: number) => {
    const bytes = await sharp({
      create: { width: widthPx, height: heightPx, channels: 3, background: "#336699" },
    })
      .png()
      .toBuffer();
    const image = await uploadImage({ ctx: own(), input: {}, bytes });
    if ("ok" in image) throw new Error(image.reason);
    return image;
  };
  let keys = 0;
  const edit = async (changes: Partial<Parameters<typeof createEdit>[0]["input"]>) => {
    keys += 1;
    const base = { idempotencyKey: `edit-key-${keys}`, model: "scripted-1", operation: "upscale" as const };
    const made = await createEdit({
      ctx: own(),
      input: { ...base, imageId: `img_${"0".repeat(26)}`, ...changes },
    });
    if ("ok" in made) throw new Error(made.reason);
    return made;
  };

  test("is priced by its operation, starts from its picture and leads back to it", async () => {
    const source = await upload(300, 200);
    const { id, priceCredits } = await edit({ imageId: source.id, upscaleFactor: 4 });
    expect(priceCredits).toBe(3);
    await claim(id);
    script.submits.push(() => ({ kind: "done", outputs: [{ bytes: picture }] }));
    await submit(id);
    expect(script.requests[0]).toMatchObject({
      operation: "upscale",
      upscaleFactor: 4,
      source: { widthPx: 300, heightPx: 200, format: "png" },
    });
    await collectAll(id);
    await settle(id);
    const ended = await view(id);
    expect(ended).toMatchObject({ status: "succeeded", sourceImageId: source.id, receipt: { charged: 3 } });
    expect(ended.images[0]).toMatchObject({ parentImageId: source.id, operation: "upscale" });
  });

  test("a picture that is gone when it is sent fails the order and costs nothing", async () => {
    const source = await upload(300, 200);
    const { id } = await edit({ imageId: source.id });
    await claim(id);
    const { storage } = await import("@/lib/providers/storage/client");
    await storage().remove(`images/${source.id}/original.png`);
    expect(await submit(id)).toMatchObject({ state: "failed", errorCode: "invalid_request", next: "end" });
    expect(script.submitCalls).toBe(0);
  });

  test.each([
    ["an unknown image", {}, 404, {}],
    ["no mask", { operation: "inpaint", prompt: "x" }, 400, { maskId: "is needed" }],
    ["no words", { operation: "inpaint" }, 400, { prompt: "must not be empty" }],
    ["no ratio", { operation: "outpaint" }, 400, { outpaintRatio: "is needed" }],
    ["another factor", { upscaleFactor: 3 }, 400, { upscaleFactor: "is not offered by this model" }],
    ["two pictures", { count: 2 }, 400, { count: "at most 1 with this model" }],
    ["a strength", { strength: 0.5 }, 400, { strength: "is not offered by this model" }],
    ["another operation", { operation: "erase" }, 400, { operation: "is not offered by this model" }],
  ] as const)("refuses %s on its field and reserves nothing", async (name, changes, status, fields) => {
    const source = await upload(300, 200);
    const imageId = name === "an unknown image" ? undefined : source.id;
    const refused = edit({ ...(imageId ? { imageId } : {}), ...changes });
    await expect(refused).rejects.toMatchObject({
      status,
      ...(status === 400 ? { extra: { fields: expect.objectContaining(fields) } } : {}),
    });
    expect(await balance()).toEqual({ available: 100, reserved: 0 });
  });
});
