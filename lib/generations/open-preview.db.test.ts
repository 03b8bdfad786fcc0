import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { openPreview } from "./open-preview";

const id = newId("generation");
const input = { id, name: "preview-1795312561899" };
let owner = "";
let other = "";

const openAs = (userId: string) => openPreview({ ctx: testContext(userActor(userId)), input });

async function keep(bytes: string): Promise<string> {
  const key = `staging/${id}/preview-${bytes}`;
  await storage().put(key, Buffer.from(bytes), { contentType: "image/webp" });
  await db().update(generations).set({ previewKey: key }).where(eq(generations.id, id));
  return key;
}

beforeAll(async () => {
  owner = (await insertUser()).id;
  other = (await insertUser()).id;
  await db()
    .insert(generations)
    .values({
      id,
      userId: owner,
      idempotencyKey: id,
      inputHash: "",
      prompt: "",
      ratio: "1:1",
      tier: "1K",
      quality: "standard",
      count: 1,
      seed: 1,
      provider: "sketch",
      model: "sketch-1",
      priceCredits: 1,
      requestId: newId("request"),
    });
});

test("an older address shows the newest preview", async () => {
  await keep("first");
  await keep("second");
  const answer = await openAs(owner);
  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect(await answer.text()).toBe("second");
});

test("a preview that went while it was asked for is nothing, and no mistake", async () => {
  await storage().remove(await keep("gone"));
  expect((await openAs(owner)).status).toBe(204);
  await db().update(generations).set({ previewKey: null }).where(eq(generations.id, id));
  expect((await openAs(owner)).status).toBe(204);
});

test("another person's preview is not found", async () => {
  await keep("private");
  await expect(openAs(other)).rejects.toMatchObject({ status: 404 });
});
