import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { apiKeys, auditLog, devices, generations, savedPrompts, users, wechatIdentities } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { getBalance } from "@/lib/credits/read";
import { reserveCredits } from "@/lib/credits/reserve";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { listBelongings } from "./belongings";
import { closeUser } from "./close";
import { getUserProfile } from "./profile";
import { suspendUser } from "./suspend";

const reason = "spam in bulk";
const admin = await insertUser({ role: "admin" });
const by = (): Ctx => testContext(adminActor(admin.id));
const auditor = (): Ctx => testContext(userActor(admin.id, "free", "auditor"));
let userId = "";
let username = "";

/** Somebody with 20 credits, 8 of which a waiting generation holds. */
beforeEach(async () => {
  ({ id: userId, username } = await insertUser({ plan: "pro" }));
  const grant = { userId, amount: 20, source: "purchase", expiresAt: null } as const;
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `start:${userId}` } });
});

async function queued(): Promise<string> {
  const id = newId("generation");
  const ctx = testContext(userActor(userId));
  await reserveCredits({ ctx, input: { userId, subjectId: id, amount: 8 } });
  await db()
    .insert(generations)
    .values({
      ...{ id, userId, idempotencyKey: id, inputHash: "", prompt: "a private wish", ratio: "1:1" },
      ...{ tier: "1K", quality: "standard", count: 2, seed: 1, provider: "sketch", model: "sketch-1" },
      ...{ priceCredits: 8, requestId: newId("request") },
    });
  return id;
}
/** What the audit log says of a job's cancellation. */
const cancellations = (id: string) =>
  db()
    .select({ by: auditLog.actorId, kind: auditLog.actorKind, why: auditLog.reason, after: auditLog.after })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, "generations.cancel")));
const available = async () => (await getBalance({ ctx: testContext(userActor(userId)) })).available;

test("who is suspended makes nothing any more: what waits is cancelled with its credits back", async () => {
  const id = await queued();
  expect(await available()).toBe(12);
  const input = { userId, message: "", reason };
  expect(await suspendUser({ ctx: by(), input })).toEqual({ ok: true });
  expect(await suspendUser({ ctx: by(), input })).toEqual({ ok: true });
  const [job] = await db().select().from(generations).where(eq(generations.id, id));
  expect(job?.status).toBe("cancelled");
  expect(await available()).toBe(20);
  expect(await cancellations(id)).toEqual([
    { by: admin.id, kind: "admin", why: reason, after: { status: "cancelled", cancelRequested: true } },
  ]);
  await expect(suspendUser({ ctx: auditor(), input })).rejects.toMatchObject({ status: 403 });
});

test("a refused suspension cancels nothing", async () => {
  const id = await queued();
  await db().update(users).set({ role: "admin" }).where(eq(users.id, userId));
  const own = testContext(adminActor(userId));
  expect(await suspendUser({ ctx: own, input: { userId, reason } })).toMatchObject({ ok: false });
  const [job] = await db().select().from(generations).where(eq(generations.id, id));
  expect(job?.status).toBe("queued");
});

test("what runs is told to stop in the admin's name, once however often the suspension is repeated", async () => {
  const id = await queued();
  await db().update(generations).set({ status: "running" }).where(eq(generations.id, id));
  const input = { userId, message: "", reason };
  await suspendUser({ ctx: by(), input });
  await suspendUser({ ctx: by(), input });
  expect(await cancellations(id)).toMatchObject([
    { by: admin.id, why: reason, after: { status: "running", cancelRequested: true } },
  ]);
});

test("deleting somebody clears what they leave, and their name is nowhere afterwards", async () => {
  const id = await queued();
  await db()
    .insert(savedPrompts)
    .values({ id: newId("savedPrompt"), userId, title: "mine", prompt: "a private wish" });
  const input = { userId, confirm: username, reason };
  expect(await closeUser({ ctx: by(), input: { ...input, confirm: "wrong" } })).toMatchObject({ ok: false });
  expect(await db().$count(savedPrompts, eq(savedPrompts.userId, userId))).toBe(1);
  expect(await closeUser({ ctx: by(), input })).toEqual({ ok: true });
  expect(await closeUser({ ctx: by(), input })).toEqual({ ok: true });
  expect(await db().$count(savedPrompts, eq(savedPrompts.userId, userId))).toBe(0);
  const [job] = await db().select().from(generations).where(eq(generations.id, id));
  expect(job).toMatchObject({ status: "cancelled", prompt: "" });
  expect(await cancellations(id)).toMatchObject([{ by: admin.id, kind: "admin", why: reason }]);
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, userId));
  expect(JSON.stringify(lines)).not.toContain(username);
  await expect(closeUser({ ctx: auditor(), input })).rejects.toMatchObject({ status: 403 });
});

test("the profile tells who somebody is, what they have, and no secret", async () => {
  await queued();
  const openid = `o${newId("user").slice(4)}A`;
  await db()
    .insert(wechatIdentities)
    .values({ id: newId("wechatIdentity"), appid: "wx1", openid, userId });
  await db()
    .insert(devices)
    .values({
      ...{ id: newId("device"), userId, clientId: newId("device"), name: "Desk", platform: "windows" },
      ...{ secretHash: "a-hash-of-a-device", boundAt: new Date() },
    });
  await db()
    .insert(apiKeys)
    .values({
      ...{ id: newId("apiKey"), userId, name: "key", keyHash: "a-hash-of-a-key", lastFour: "last" },
      scopes: ["read"],
    });
  const profile = await getUserProfile({ ctx: auditor(), input: { userId } });
  expect(profile).toMatchObject({
    ...{ id: userId, username, plan: "pro", role: "user", status: "active", hasPassword: false },
    credits: { available: 12, reserved: 8 },
    generations: { count: 1, more: false },
    orders: { count: 0, more: false },
    wechat: [{ openid }],
    membership: { plan: "free", terms: [] },
  });
  const belongings = await listBelongings({ ctx: auditor(), input: { userId } });
  expect(belongings).toMatchObject({ devices: [{ name: "Desk" }], keys: [{ lastFour: "last" }] });
  expect(JSON.stringify([profile, belongings])).not.toContain("a-hash-of");
  const anybody = testContext(userActor(userId));
  await expect(getUserProfile({ ctx: anybody, input: { userId } })).rejects.toMatchObject({ status: 403 });
  await expect(listBelongings({ ctx: anybody, input: { userId } })).rejects.toMatchObject({ status: 403 });
  const nobody = { userId: newId("user") };
  await expect(getUserProfile({ ctx: auditor(), input: nobody })).rejects.toMatchObject({ status: 404 });
});
