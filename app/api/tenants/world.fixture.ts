import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { db } from "@/db/client";
import { apiKeys, devices } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { openSession } from "@/lib/accounts/sessions/open";
import { grantCredits } from "@/lib/credits/grant";
import { signDeviceToken } from "@/lib/entry/session/device-token";
import { signSession } from "@/lib/entry/session/token";
import { signViewAs } from "@/lib/entry/session/view-as";
import { addImage } from "@/lib/images/add";
import { openShop } from "@/lib/orders/scenarios/shop.fixture";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { ADMIN_PASSWORD, type Asker } from "./askers.fixture";

/** Stands in every text that the owner wrote; no answer to anybody else may hold it. */
export const MARK = "owners-own-words";

export interface World {
  ownerId: string;
  /** As the owner, for verbs that make what a row needs. */
  ownerCtx(): Ctx<UserActor>;
  /** A new image of the owner's. */
  image(parts?: { aiClass?: "made" | "none" }): Promise<string>;
  /** A client that is bound to the owner. */
  device(): Promise<string>;
  png: Buffer;
  /** Of the size of every image here. */
  white: Buffer;
  /** Anew for each row: one of them signs a client off. */
  credentials(): Promise<Record<Asker | "owner" | "auditor" | "viewer", Record<string, string>>>;
  /** Everything in any table that belongs to the owner, as one hash. */
  fingerprint(): Promise<string>;
  /** Everything in every table, as one hash. */
  wholeFingerprint(): Promise<string>;
  close(): Promise<void>;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const session = async (userId: string) => bearer(await signSession({ userId, version: 1 }));

/** An owner with things of their own, somebody else with a key and a client, and an administrator. */
export async function openWorld(): Promise<World> {
  const shop = await openShop();
  const [owner, other, admin, auditor] = [
    await insertUser({ plan: "pro", displayName: MARK }),
    await insertUser({ plan: "pro" }),
    await insertUser({ role: "admin", passwordHash: await hashPassword(ADMIN_PASSWORD) }),
    await insertUser({ role: "auditor", plan: "pro" }),
  ];
  for (const { id } of [owner, other, admin, auditor]) await credits(id);
  const key = await addKey(other.id);
  const plain = (background: string) =>
    sharp({ create: { width: 192, height: 128, channels: 3, background } })
      .png()
      .toBuffer();
  const [png, white] = [await plain("#b93a26"), await plain("#ffffff")];
  return {
    ownerId: owner.id,
    png,
    white,
    ownerCtx: () => testContext(userActor(owner.id, "pro")),
    image: (parts) => addOwnersImage(owner.id, png, parts),
    device: async () => (await addDevice(owner.id, MARK)).id,
    credentials: async () => ({
      anonymous: {},
      owner: await session(owner.id),
      other: await session(other.id),
      key: bearer(key),
      device: bearer((await addDevice(other.id, "client")).token),
      admin: await session(admin.id),
      auditor: await session(auditor.id),
      viewer: await viewOf(owner.id, admin.id),
    }),
    fingerprint: () => fingerprintOf(owner.id),
    wholeFingerprint,
    close: shop.close,
  };
}

/** The browser of an admin who sees the product as somebody else. */
async function viewOf(userId: string, adminId: string): Promise<Record<string, string>> {
  const opened = { userId: adminId, version: 1, method: "password", userAgent: "", address: "" } as const;
  const { sessionId } = await openSession({ ctx: testContext(), input: { ...opened, replaces: null } });
  const token = await signSession({ userId: adminId, version: 1, sessionId });
  const view = await signViewAs({ userId, adminId, sessionId }, new Date(Date.now() + 60_000));
  return { cookie: `xintu.session=${token}; xintu.view-as=${view}`, origin: "http://localhost:3000" };
}

const credits = (userId: string) =>
  grantCredits({
    ctx: testContext(),
    input: { userId, amount: 1_000, source: "purchase", expiresAt: null, businessKey: `world:${userId}` },
  });

async function addOwnersImage(
  userId: string,
  original: Buffer,
  { aiClass = "made" }: { aiClass?: "made" | "none" } = {},
): Promise<string> {
  const id = newId("image");
  await addImage({
    ctx: testContext(),
    original,
    input: {
      ...{ id, userId, generationId: null, ordinal: 0, parentImageId: null, prompt: `${MARK} a fox` },
      ...{ negativePrompt: "", styleTags: [], ratio: "3:2", tier: "1K", quality: "standard" },
      ...{ provider: "sketch", model: "sketch-1", seed: 1, aiClass },
    },
  });
  return id;
}

async function addDevice(userId: string, name: string): Promise<{ id: string; token: string }> {
  const id = newId("device");
  await db()
    .insert(devices)
    .values({
      ...{ id, userId, clientId: id, name, platform: "windows", secretHash: sha256Hex(id) },
      ...{ boundAt: new Date(), seenAt: new Date() },
    });
  return { id, token: await signDeviceToken({ deviceId: id, version: 1 }) };
}

/** A key with every scope there is. */
async function addKey(userId: string): Promise<string> {
  const key = `xk_${newId("request").slice(4)}${newId("request").slice(4, 10)}`;
  await db()
    .insert(apiKeys)
    .values({
      ...{ id: newId("apiKey"), userId, name: "key", keyHash: sha256Hex(key), lastFour: key.slice(-4) },
      scopes: ["read", "generate", "library"],
    });
  return key;
}

async function fingerprintOf(userId: string): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by 1`);
  const hash = createHash("sha256");
  const rows = async (table: string, column: string) =>
    hash.update(
      JSON.stringify(
        await db().execute(sql`select to_jsonb(t) as row from ${sql.identifier(table)} t
          where ${sql.identifier(column)} = ${userId} order by to_jsonb(t)::text`),
      ),
    );
  await rows("users", "id");
  for (const { name } of tables) await rows(name, "user_id");
  return hash.digest("hex");
}

async function wholeFingerprint(): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  const hashes = tables.map(
    ({
      name,
    }) => sql`select ${name} as name, md5(string_agg(to_jsonb(t)::text, ' ' order by to_jsonb(t)::text)) as hash
      from ${sql.identifier(name)} t`,
  );
  const rows = await db().execute(sql`${sql.join(hashes, sql` union all `)} order by name`);
  return JSON.stringify([...rows]);
}
