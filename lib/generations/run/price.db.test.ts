import sharp from "sharp";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { modelTerms } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { updateModelTerms } from "@/lib/channels/terms/update";
import { createEdit } from "@/lib/edits/create";
import { uploadImage } from "@/lib/images/files/upload";
import { createGeneration } from "../create";
import type { CreateGenerationInput } from "../schema";
import { balance, order, own, startOver } from "./scripted.fixture";

vi.mock("@/lib/providers/registry", async () => (await import("./scripted-provider.fixture")).registry);
beforeEach(async () => {
  await startOver();
  await db().delete(modelTerms);
});

/** An admin's new prices of the model that everybody here orders from. */
async function setPrices(prices: { tier_1K?: number; edit_upscale?: number }): Promise<void> {
  const ctx = testContext(adminActor((await insertUser({ role: "admin" })).id));
  await updateModelTerms({
    ctx,
    input: { model: "scripted-1", isOffered: true, reason: "a test of prices", ...prices },
  });
}
const place = (input: CreateGenerationInput) => createGeneration({ ctx: own(), input });
const changed = (priceCredits: number) => ({ ok: false, reason: "price_changed", priceCredits });

describe("an order that says what it expects to cost", () => {
  test("is placed at just that price", async () => {
    expect(await place(order({ expectedCredits: 2 }))).toMatchObject({ status: "queued", priceCredits: 2 });
    expect(await balance()).toEqual({ available: 98, reserved: 2 });
  });

  test("is refused with the new price when it costs more or less by now, and takes nothing", async () => {
    await setPrices({ tier_1K: 5 });
    expect(await place(order({ expectedCredits: 2 }))).toEqual(changed(10));
    await setPrices({ tier_1K: 2 });
    expect(await place(order({ expectedCredits: 10 }))).toEqual(changed(4));
    expect(await balance()).toEqual({ available: 100, reserved: 0 });
  });

  test("is told of the new price rather than of too few credits", async () => {
    await setPrices({ tier_1K: 1_000 });
    expect(await place(order({ expectedCredits: 2 }))).toEqual(changed(2_000));
    expect(await place(order({ expectedCredits: 2_000 }))).toMatchObject({ reason: "not_enough_credits" });
  });

  test("may be sent again under its key with the new price, because nothing was made of it", async () => {
    const input = order({ expectedCredits: 2 });
    await setPrices({ tier_1K: 5 });
    expect(await place(input)).toEqual(changed(10));
    expect(await place({ ...input, expectedCredits: 10 })).toMatchObject({ priceCredits: 10 });
    expect(await balance()).toEqual({ available: 90, reserved: 10 });
  });

  test("that was placed is answered with what was made of it, whatever it would cost by now", async () => {
    const input = order({ expectedCredits: 2 });
    const made = await place(input);
    if ("ok" in made) throw new Error(made.reason);
    await setPrices({ tier_1K: 5 });
    for (const expectedCredits of [2, 10, undefined])
      expect(await place({ ...input, expectedCredits })).toMatchObject({ id: made.id, priceCredits: 2 });
    expect(await balance()).toEqual({ available: 98, reserved: 2 });
  });
});

test("an order that says nothing of its price is placed at today's", async () => {
  await setPrices({ tier_1K: 5 });
  expect(await place(order())).toMatchObject({ priceCredits: 10 });
});

test("an edit is held to the price of its operation in the same way", async () => {
  const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();
  const image = await uploadImage({ ctx: own(), input: {}, bytes });
  if ("ok" in image) throw new Error(image.reason);
  const edit = (idempotencyKey: string, expectedCredits: number | undefined) =>
    createEdit({
      ctx: own(),
      input: {
        ...{ idempotencyKey, expectedCredits, imageId: image.id },
        ...{ model: "scripted-1", operation: "upscale", upscaleFactor: 2 },
      },
    });
  const first = await edit("edit-price-1", 3);
  expect(first).toMatchObject({ priceCredits: 3 });
  await setPrices({ edit_upscale: 7 });
  expect(await edit("edit-price-2", 3)).toEqual(changed(7));
  expect(await edit("edit-price-1", 7)).toEqual(first);
  expect(await balance()).toEqual({ available: 97, reserved: 3 });
  expect(await edit("edit-price-2", 7)).toMatchObject({ priceCredits: 7 });
  expect(await edit("edit-price-3", undefined)).toMatchObject({ priceCredits: 7 });
});
