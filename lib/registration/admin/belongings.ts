import { desc, eq, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import { apiKeys, devices, generatedImages, publications, userSessions } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { browserOf } from "@/lib/accounts/sessions/user-agent";
import type { Ctx } from "@/lib/platform/context";
import type { UserBelongings } from "../schema";

/** Of each kind of thing the newest, as many as one looks at on one page. */
const NEWEST = 10;
const NEWEST_IMAGES = 24;

type Ask = { ctx: Ctx; userId: string };

/** The newest of what somebody has beside ledger, generations and orders; each list by an index of theirs. */
export async function listBelongings({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string };
}): Promise<UserBelongings> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const ask = { ctx, userId: input.userId };
  const [images, clients, sessions, keys] = await Promise.all([
    listImages(ask),
    listClients(ask),
    listSessions(ask),
    listKeys(ask),
  ]);
  return { images, devices: clients, sessions, keys };
}

async function listImages({ ctx, userId }: Ask): Promise<UserBelongings["images"]> {
  const rows = await executor(ctx)
    .select({
      id: generatedImages.id,
      generationId: generatedImages.generationId,
      deletedAt: generatedImages.deletedAt,
      createdAt: generatedImages.createdAt,
      publication: publications.state,
    })
    .from(generatedImages)
    .leftJoin(publications, eq(publications.imageId, generatedImages.id))
    .where(eq(generatedImages.userId, userId))
    .orderBy(...newestFirst(generatedImages))
    .limit(NEWEST_IMAGES);
  return rows.map(({ deletedAt, createdAt, publication, ...row }) => ({
    ...row,
    publication,
    // Nobody but its owner sees a private picture, not even here.
    isShown: publication !== null && publication !== "private" && deletedAt === null,
    isTrashed: deletedAt !== null,
    createdAt: createdAt.toISOString(),
  }));
}

async function listClients({ ctx, userId }: Ask): Promise<UserBelongings["devices"]> {
  const rows = await executor(ctx)
    .select({
      id: devices.id,
      name: devices.name,
      platform: devices.platform,
      boundAt: devices.boundAt,
      seenAt: devices.seenAt,
    })
    .from(devices)
    .where(eq(devices.userId, userId))
    .orderBy(desc(devices.boundAt))
    .limit(NEWEST);
  return rows.map(({ boundAt, seenAt, ...row }) => ({
    ...row,
    boundAt: boundAt?.toISOString() ?? null,
    seenAt: seenAt?.toISOString() ?? null,
  }));
}

async function listSessions({ ctx, userId }: Ask): Promise<UserBelongings["sessions"]> {
  const rows = await executor(ctx)
    .select()
    .from(userSessions)
    .where(eq(userSessions.userId, userId))
    .orderBy(sql`${userSessions.seenAt} desc nulls last`, sql`${userSessions.id} desc nulls last`)
    .limit(NEWEST);
  return rows.map(({ id, method, userAgent, address, seenAt, endedAt, createdAt }) => ({
    ...{ id, method, address },
    ...browserOf(userAgent),
    seenAt: seenAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}

async function listKeys({ ctx, userId }: Ask): Promise<UserBelongings["keys"]> {
  const { id, name, lastFour, scopes, expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
  const rows = await executor(ctx)
    .select({ id, name, lastFour, scopes, expiresAt, lastUsedAt, revokedAt, createdAt })
    .from(apiKeys)
    .where(eq(apiKeys.userId, userId))
    .orderBy(...newestFirst(apiKeys))
    .limit(NEWEST);
  return rows.map((row) => ({
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}
