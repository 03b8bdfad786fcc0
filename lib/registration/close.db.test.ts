import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import {
  apiConfigs,
  creditReservations,
  generatedImages,
  generations,
  imageLikes,
  ledgerEntries,
  notifications,
  savedPrompts,
  users,
} from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reserveCredits } from "@/lib/credits/reserve";
import { stopGeneration } from "@/lib/generations/run/stop";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { clearClosedAccounts } from "./clear";
import { closeAccount } from "./close";
import { registerAccount } from "./register";

const PASSWORD = "a long password";
const input = { password: PASSWORD, confirm: "DELETE" } as const;
const picture = { prompt: "a private wish", ratio: "1:1", tier: "1K", quality: "standard" } as const;
const by = (userId: string) => testContext(userActor(userId));
let leaver = "";
let other = "";

async function register(): Promise<string> {
  const username = newId("user").slice(4);
  const person = { email: `${username}@example.com`, username, password: PASSWORD };
  const made = await registerAccount({ ctx: testContext(anonymousActor()), input: person });
  if (!made.ok) throw new Error(made.reason);
  return made.userId;
}

async function addImage(userId: string): Promise<string> {
  const id = newId("image");
  await storage().put(`images/${id}/original.png`, Buffer.from("pixels"), { contentType: "image/png" });
  await db()
    .insert(generatedImages)
    .values({
      ...picture,
      id,
      userId,
      storageKey: `images/${id}`,
      provider: "sketch",
      model: "sketch-1",
      format: "png",
      widthPx: 1,
      heightPx: 1,
      sizeBytes: 6,
      sha256: id,
      perceptualHash: "0".repeat(16),
      thumbHash: "",
      likes: 1,
    });
  return id;
}

const sealed = { apiKey: Buffer.from("secret"), apiKeyLast4: "cret" };

async function addOpenGeneration(userId: string): Promise<string> {
  const id = newId("generation");
  await reserveCredits({ ctx: by(userId), input: { userId, subjectId: id, amount: 8 } });
  await db()
    .insert(generations)
    .values({
      ...picture,
      id,
      userId,
      idempotencyKey: id,
      inputHash: "",
      count: 2,
      seed: 1,
      provider: "sketch",
      model: "sketch-1",
      priceCredits: 8,
      requestId: newId("request"),
    });
  return id;
}

beforeEach(async () => {
  leaver = await register();
  other = await register();
});

test("closing cancels, releases, removes and anonymises; the ledger stays and reconciles", async () => {
  const generationId = await addOpenGeneration(leaver);
  const imageId = await addImage(leaver);
  const liked = await addImage(other);
  await db().insert(imageLikes).values({ userId: leaver, imageId: liked });
  const notice = { id: newId("notification"), userId: leaver, kind: "test", businessKey: leaver, data: {} };
  await db().insert(notifications).values(notice);
  const config = { id: newId("apiConfig"), userId: leaver, name: "mine", provider: "openai", model: "x" };
  await db()
    .insert(apiConfigs)
    .values({ ...config, apiKey: Buffer.from("secret"), apiKeyLast4: "cret" });
  const saved = { id: newId("savedPrompt"), userId: leaver, title: "mine", prompt: "a private wish" };
  await db().insert(savedPrompts).values(saved);
  const entriesBefore = await db().$count(ledgerEntries, eq(ledgerEntries.userId, leaver));

  expect(await closeAccount({ ctx: by(leaver), input })).toEqual({ ok: true });

  const [job] = await db().select().from(generations).where(eq(generations.id, generationId));
  expect(job).toMatchObject({ status: "cancelled", creditsUsed: 0, prompt: "" });
  const [held] = await db()
    .select()
    .from(creditReservations)
    .where(eq(creditReservations.subjectId, generationId));
  expect(held).toMatchObject({ state: "released", charged: 0 });
  expect(await db().$count(generatedImages, eq(generatedImages.userId, leaver))).toBe(0);
  expect((await storage().list(`images/${imageId}/`, 10)).keys).toEqual([]);
  expect(await db().$count(notifications, eq(notifications.userId, leaver))).toBe(0);
  expect(await db().$count(apiConfigs, eq(apiConfigs.userId, leaver))).toBe(0);
  expect(await db().$count(savedPrompts, eq(savedPrompts.userId, leaver))).toBe(0);
  const [theirs] = await db().select().from(generatedImages).where(eq(generatedImages.id, liked));
  expect(theirs).toMatchObject({ userId: other, likes: 0, prompt: picture.prompt });
  expect((await storage().list(`images/${liked}/`, 10)).keys).toHaveLength(1);
  const [row] = await db().select().from(users).where(eq(users.id, leaver));
  expect(row).toMatchObject({ status: "deleted", passwordHash: null });
  const entries = await db().$count(ledgerEntries, eq(ledgerEntries.userId, leaver));
  expect(entries).toBe(entriesBefore + 1);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
});

test("keys stay while an order on them runs, so that its vendor can be told, and go with the night's round", async () => {
  const generationId = await addOpenGeneration(leaver);
  await db().update(generations).set({ status: "running" }).where(eq(generations.id, generationId));
  const id = newId("apiConfig");
  await db()
    .insert(apiConfigs)
    .values({ ...{ id, userId: leaver, name: "mine", provider: "openai", model: "x" }, ...sealed });
  await closeAccount({ ctx: by(leaver), input });
  expect(await db().$count(apiConfigs, eq(apiConfigs.id, id))).toBe(1);
  await stopGeneration({ ctx: testContext(), input: { generationId } });
  await clearClosedAccounts({ ctx: testContext(), input: { limit: 10 } });
  expect(await db().$count(apiConfigs, eq(apiConfigs.id, id))).toBe(0);
});

test("with a wrong password nothing is touched", async () => {
  const generationId = await addOpenGeneration(leaver);
  await addImage(leaver);
  const wrong = { password: "a wild guess", confirm: "DELETE" } as const;
  expect(await closeAccount({ ctx: by(leaver), input: wrong })).toEqual({
    ok: false,
    reason: "wrong_password",
  });
  const [job] = await db().select().from(generations).where(eq(generations.id, generationId));
  expect(job).toMatchObject({ status: "queued", prompt: picture.prompt });
  expect(await db().$count(generatedImages, eq(generatedImages.userId, leaver))).toBe(1);
});

test("the last admin keeps everything", async () => {
  await addImage(leaver);
  await db().update(users).set({ role: "admin" }).where(eq(users.id, leaver));
  expect(await closeAccount({ ctx: by(leaver), input })).toEqual({ ok: false, reason: "last_admin" });
  expect(await db().$count(generatedImages, eq(generatedImages.userId, leaver))).toBe(1);
});

test("closing twice answers ok, and closing never reaches another account", async () => {
  await addImage(other);
  await closeAccount({ ctx: by(leaver), input });
  expect(await closeAccount({ ctx: by(leaver), input })).toEqual({ ok: true });
  expect(await db().$count(generatedImages, eq(generatedImages.userId, other))).toBe(1);
  const [row] = await db().select().from(users).where(eq(users.id, other));
  expect(row).toMatchObject({ status: "active" });
});

test("a visitor cannot close anything", async () => {
  const visitor = testContext(anonymousActor());
  await expect(closeAccount({ ctx: visitor, input })).rejects.toMatchObject({ status: 401 });
});
