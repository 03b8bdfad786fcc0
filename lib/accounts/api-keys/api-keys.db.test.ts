import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { apiKeys, auditLog, users } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { deleteAccount } from "@/lib/accounts/delete";
import { openSession } from "@/lib/accounts/sessions/open";
import { pruneSessions } from "@/lib/accounts/sessions/prune";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { MAX_API_KEYS } from "../rules";
import { type CreatedApiKeyView, createApiKeyInput } from "../schema";
import { createApiKey } from "./create-key";
import { findKeyHolder, listApiKeys } from "./read";
import { revokeApiKey } from "./revoke";
import { newKey } from "./secret";
import { touchApiKey } from "./touch";

const PASSWORD = "a long password";
const passwordHash = await hashPassword(PASSWORD);
const DAY_MS = 86_400_000;
let userId = "";
beforeEach(async () => {
  ({ id: userId } = await insertUser({ passwordHash, plan: "pro" }));
});

const later = (days: number) => new Date(Date.now() + days * DAY_MS);
const own = (now?: Date) => testContext(userActor(userId, "pro"), now);
const input = { name: "render farm", scopes: ["read" as const], expiresInDays: null, password: PASSWORD };
const create = (
  parts: Partial<Parameters<typeof createApiKey>[0]["input"]> = {},
  ctx: Ctx<UserActor> = own(),
) => createApiKey({ ctx, input: { ...input, ...parts } });
async function made(parts = {}, ctx = own()): Promise<CreatedApiKeyView> {
  const answer = await create(parts, ctx);
  if ("ok" in answer) throw new Error(answer.reason);
  return answer;
}
const holderOf = (key: string, now?: Date) => findKeyHolder(testContext(jobActor(), now), key);
const rowOf = async (id: string) => (await db().select().from(apiKeys).where(eq(apiKeys.id, id)))[0];
const insertKeys = (count: number, parts: Partial<typeof apiKeys.$inferInsert> = {}) =>
  db()
    .insert(apiKeys)
    .values(
      Array.from({ length: count }, (_, index) => ({
        id: `key_${index}${userId}`,
        userId,
        name: "x",
        keyHash: `${index}${userId}`,
        lastFour: "0000",
        scopes: ["read"],
        ...parts,
      })),
    );

describe("creating a key", () => {
  test("answers it once and stores only its hash", async () => {
    const view = await made({ scopes: ["generate", "read"], expiresInDays: 30 });
    expect(view.key).toMatch(/^xk_[0-9a-hjkmnp-tv-z]{32}$/);
    expect(view).toMatchObject({
      name: "render farm",
      lastFour: view.key.slice(-4),
      scopes: ["read", "generate"],
      isExpired: false,
      lastUsedAt: null,
    });
    expect(Date.parse(view.expiresAt ?? "") - Date.parse(view.createdAt)).toBe(30 * DAY_MS);
    const row = await rowOf(view.id);
    expect(row?.keyHash).toBe(sha256Hex(view.key));
    expect(JSON.stringify(row)).not.toContain(view.key);
    const [audit] = await db().select().from(auditLog).where(eq(auditLog.subjectId, view.id));
    expect(audit).toMatchObject({ action: "accounts.create-key", actorId: userId });
    expect(JSON.stringify(audit)).not.toContain(view.key);
  });

  test("wants the password again, and makes nothing without it", async () => {
    for (const password of ["not it", undefined])
      expect(await create({ password })).toEqual({ ok: false, reason: "wrong_password" });
    expect((await listApiKeys({ ctx: own() })).items).toEqual([]);
  });

  test("of somebody without a password wants a session that has just begun", async () => {
    const { id } = await insertUser();
    const { sessionId } = await openSession({
      ctx: testContext(),
      input: { userId: id, version: 1, method: "wechat", userAgent: "", address: "" },
    });
    const wechat = { name: "x", scopes: ["read" as const], expiresInDays: null };
    const as = (session: string | undefined, minutes = 0) =>
      createApiKey({
        ctx: testContext(
          { ...userActor(id), ...(session ? { sessionId: session } : {}) },
          new Date(Date.now() + minutes * 60_000),
        ),
        input: wechat,
      });
    const refused = { ok: false, reason: "sign_in_again" };
    expect(await as(undefined)).toEqual(refused);
    expect(await as(sessionId, 11)).toEqual(refused);
    const elsewhere = await openSession({
      ctx: testContext(),
      input: { userId, version: 1, method: "wechat", userAgent: "", address: "" },
    });
    expect(await as(elsewhere.sessionId)).toEqual(refused);
    expect(await as(sessionId, 9)).toMatchObject({ name: "x" });
  });

  test("ends at the limit of living keys; expired and revoked ones do not count", async () => {
    await insertKeys(MAX_API_KEYS);
    const full = { ok: false, reason: "too_many_api_keys" };
    expect(await create()).toEqual(full);
    await db()
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.id, `key_0${userId}`));
    const two = await Promise.all([create(), create()]);
    expect(two.filter((answer) => "key" in answer)).toHaveLength(1);
    expect(two).toContainEqual(full);
    await db()
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(eq(apiKeys.id, `key_1${userId}`));
    expect(await create()).toHaveProperty("key");
  });

  test.each([
    { scopes: [] },
    { scopes: ["read", "read"] },
    { scopes: ["admin"] },
    { expiresInDays: 31 },
    { expiresInDays: undefined },
    { name: " " },
    { name: "two\nlines" },
    { name: "x".repeat(61) },
  ])("refuses $name$scopes$expiresInDays", (parts) => {
    expect(createApiKeyInput.safeParse({ ...input, ...parts }).success).toBe(false);
  });

  test("is for people in a browser: no key makes another, none is seen or revoked by one", async () => {
    const { id } = await made();
    const key = { kind: "key", keyId: id, userId, plan: "pro", scopes: ["read"], address: "" } as const;
    const refused = { status: 403, code: "forbidden" };
    await expect(listApiKeys({ ctx: testContext(key) })).rejects.toMatchObject(refused);
    await expect(revokeApiKey({ ctx: testContext(key), input: { id } })).rejects.toMatchObject(refused);
  });
});

test("random keys hold 160 bits of the alphabet and do not repeat", () => {
  const some = Array.from({ length: 2_000 }, newKey);
  expect(new Set(some).size).toBe(some.length);
  expect(new Set(some.join("").replaceAll("xk_", "")).size).toBe(32);
});

describe("the list", () => {
  test("shows the own keys, newest first, never the keys; revoked ones are gone, expired ones marked", async () => {
    const first = await made({ name: "first", expiresInDays: 30 }, own(later(-31)));
    const second = await made({ name: "second" });
    const revoked = await made({ name: "third" });
    await revokeApiKey({ ctx: own(), input: { id: revoked.id } });
    const list = await listApiKeys({ ctx: own() });
    expect(list).toMatchObject({
      items: [
        { id: second.id, isExpired: false },
        { id: first.id, isExpired: true },
      ],
      limit: MAX_API_KEYS,
    });
    expect(JSON.stringify(list)).not.toContain(second.key.slice(3, -4));
    const other = (await insertUser()).id;
    expect((await listApiKeys({ ctx: testContext(userActor(other)) })).items).toEqual([]);
  });
});

describe("a key", () => {
  test("names its person, their plan of this moment and what it opens", async () => {
    const { id, key } = await made({ scopes: ["library"] });
    const holder = { id, userId, plan: "pro", scopes: ["library"], lastUsedAt: null };
    expect(await holderOf(key)).toEqual(holder);
    await db().update(users).set({ plan: "free" }).where(eq(users.id, userId));
    expect(await holderOf(key)).toEqual({ ...holder, plan: "free" });
  });

  test("is nobody's when it is unknown, changed, revoked, expired, or its person suspended or gone", async () => {
    const { id, key, expiresAt } = await made({ expiresInDays: 30 });
    for (const wrong of [newKey(), key.toUpperCase(), `${key}x`, key.slice(0, -1), "xk_", "", "xk_\u0000"])
      expect(await holderOf(wrong)).toBeNull();
    expect(await holderOf(key, new Date(Date.parse(expiresAt ?? "") - 1))).toMatchObject({ id });
    expect(await holderOf(key, new Date(expiresAt ?? ""))).toBeNull();
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    expect(await holderOf(key)).toBeNull();
    await db().update(users).set({ status: "active" }).where(eq(users.id, userId));
    await revokeApiKey({ ctx: own(), input: { id } });
    expect(await holderOf(key)).toBeNull();
  });

  test("with a scope that nobody knows any more opens the others only", async () => {
    const { id, key } = await made();
    await db()
      .update(apiKeys)
      .set({ scopes: ["read", "everything"] })
      .where(eq(apiKeys.id, id));
    expect(await holderOf(key)).toMatchObject({ scopes: ["read"] });
  });

  test("is noted as used at most once a minute", async () => {
    const { id } = await made();
    const at = (seconds: number) => new Date(Date.UTC(2031, 0, 1, 0, 0, seconds));
    for (const seconds of [0, 59, 61])
      await touchApiKey({ ctx: testContext(jobActor(), at(seconds)), input: { keyId: id } });
    expect((await rowOf(id))?.lastUsedAt).toEqual(at(61));
    await touchApiKey({ ctx: testContext(jobActor(), at(119)), input: { keyId: id } });
    expect((await rowOf(id))?.lastUsedAt).toEqual(at(61));
  });

  test("is revoked by its person only, repeatedly without harm", async () => {
    const { id, key } = await made();
    const stranger = testContext(userActor((await insertUser()).id));
    await expect(revokeApiKey({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
    expect(await holderOf(key)).toMatchObject({ id });
    for (let round = 0; round < 2; round += 1)
      expect(await revokeApiKey({ ctx: own(), input: { id } })).toEqual({ ok: true });
    const audits = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(audits.map(({ action }) => action).sort()).toEqual(["accounts.create-key", "accounts.revoke-key"]);
  });

  test("goes with the account, and 90 days after its end", async () => {
    const kept = await made();
    const old = await made({ expiresInDays: 30 }, own(later(-121)));
    const recent = await made({ expiresInDays: 30 }, own(later(-119)));
    await pruneSessions({ ctx: testContext() });
    const ids = [kept, old, recent].map(({ id }) => rowOf(id));
    expect((await Promise.all(ids)).map(Boolean)).toEqual([true, false, true]);
    await deleteAccount({ ctx: own(), input: { password: PASSWORD, confirm: "DELETE" } });
    expect(await rowOf(kept.id)).toBeUndefined();
  });
});
