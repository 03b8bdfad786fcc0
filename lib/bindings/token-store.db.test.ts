import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, db, openPool } from "@/db/client";
import * as schema from "@/db/schema";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { sleep } from "@/lib/platform/time";
import type { StoredToken } from "@/lib/providers/wechat/words";
import { tokenStore } from "./internal/token-store";

let appid = "";
let other: Database;

beforeEach(() => {
  appid = newId("request");
  other = drizzle(openPool(env().DATABASE_URL, 8), { schema });
});
afterEach(() => other.$client.end({ timeout: 1 }));

const token = (value: string, lifeMs = 7_200_000): StoredToken => ({
  value,
  expiresAt: new Date(Date.now() + lifeMs),
});

test("nothing is stored at first; what a renewal gives is stored, sealed, and read by every instance", async () => {
  const store = tokenStore(appid);
  expect(await store.read("access")).toBeNull();
  const made = token("72_secret-of-the-account");
  expect(await store.renew("access", async (stored) => (stored === null ? made : stored))).toEqual(made);
  expect(await tokenStore(appid, () => other).read("access")).toEqual(made);
  expect(await store.read("jsapi")).toBeNull();
  const [row] = await db()
    .select()
    .from(schema.wechatTokens)
    .where(eq(schema.wechatTokens.name, `access:${appid}`));
  expect(row?.sealed?.toString("latin1")).not.toContain(made.value);
});

test("fifty callers of two instances renew once, and all get the same", async () => {
  let renewals = 0;
  const renew = async (stored: StoredToken | null) => {
    if (stored) return stored;
    renewals += 1;
    await sleep(30);
    return token(`token-${renewals}`);
  };
  const stores = [tokenStore(appid), tokenStore(appid, () => other)];
  const got = await Promise.all(
    Array.from({ length: 50 }, (_, i) => (stores[i % 2] ?? tokenStore(appid)).renew("access", renew)),
  );
  expect(renewals).toBe(1);
  expect(new Set(got.map(({ value }) => value))).toEqual(new Set(["token-1"]));
});

test("an instance that dies while it renews frees the lock, and leaves what was stored", async () => {
  const before = token("before", 1_000);
  await tokenStore(appid).renew("access", async () => before);
  let began = () => {};
  const started = new Promise<void>((resolve) => {
    began = resolve;
  });
  const dying = tokenStore(appid, () => other).renew("access", () => {
    began();
    return new Promise(() => {});
  });
  // What is left of it ends with an error that nobody is there to see.
  dying.catch(() => undefined);
  await started;
  const waiting = tokenStore(appid).renew("access", async (stored) => {
    expect(stored).toEqual(before);
    return token("after");
  });
  // Closes its sockets at once, as the end of a process does.
  await other.$client.end({ timeout: 0 });
  expect(await waiting).toMatchObject({ value: "after" });
  expect(await tokenStore(appid).read("access")).toMatchObject({ value: "after" });
});

test("a renewal that fails keeps what was stored, and the next caller tries", async () => {
  const store = tokenStore(appid);
  await store.renew("access", async () => token("good"));
  await expect(store.renew("access", () => Promise.reject(new Error("busy")))).rejects.toThrow("busy");
  expect(await store.read("access")).toMatchObject({ value: "good" });
  expect(await store.renew("access", async (stored) => stored ?? token("never"))).toMatchObject({
    value: "good",
  });
});

test("what cannot be opened counts as absent, so that a changed key costs one renewal", async () => {
  const store = tokenStore(appid);
  await store.renew("access", async () => token("good"));
  await db()
    .update(schema.wechatTokens)
    .set({ sealed: Buffer.from("sealed with a key that is gone") })
    .where(eq(schema.wechatTokens.name, `access:${appid}`));
  expect(await store.read("access")).toBeNull();
  await store.renew("access", async (stored) => stored ?? token("new"));
  expect(await store.read("access")).toMatchObject({ value: "new" });
});
