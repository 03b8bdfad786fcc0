import { and, eq, isNotNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { apiKeys, devices, generatedImages, publications, userSessions } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { browserOf } from "@/lib/accounts/sessions/user-agent";
import { isShownToReviewers } from "@/lib/images/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import type { UserBelongings, UserDeviceView, UserImageView, UserKeyView, UserSessionView } from "../schema";

/** Of each kind of thing the newest, as many as one looks at on one page. */
const NEWEST = 10;
const NEWEST_IMAGES = 24;

/** Of a list that is looked through as a whole, so many at a time. */
const PAGE = 50;

interface Ask {
  ctx: Ctx;
  input: { userId: string; cursor?: string; limit?: number };
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The newest of what somebody has beside ledger, generations and orders; each list by an index of theirs. */
export async function listBelongings({
  ctx,
  input: { userId },
}: {
  ctx: Ctx;
  input: { userId: string };
}): Promise<UserBelongings> {
  const newest = { ctx, input: { userId, limit: NEWEST } };
  const [images, clients, sessions, keys] = await Promise.all([
    listUserImages({ ctx, input: { userId, limit: NEWEST_IMAGES } }),
    listUserDevices(newest),
    listUserSessions(newest),
    listUserKeys(newest),
  ]);
  return { images: images.items, devices: clients.items, sessions: sessions.items, keys: keys.items };
}

/** Somebody's images, newest first; only those that may be looked at are marked so. */
export async function listUserImages({ ctx, input }: Ask): Promise<Page<UserImageView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { userId, cursor, limit = PAGE } = input;
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
    .where(
      and(
        eq(generatedImages.userId, userId),
        afterCursor(generatedImages.createdAt, generatedImages.id, cursor),
      ),
    )
    .orderBy(...newestFirst(generatedImages))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const items = found.items.map(({ deletedAt, createdAt, publication, ...row }) => ({
    ...row,
    publication,
    isShown: isShownToReviewers({ publication, deletedAt }),
    isTrashed: deletedAt !== null,
    createdAt: createdAt.toISOString(),
  }));
  return { items, nextCursor: found.nextCursor };
}

/** Somebody's installed clients, the last bound first. */
export async function listUserDevices({ ctx, input }: Ask): Promise<Page<UserDeviceView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { userId, cursor, limit = PAGE } = input;
  const { id, name, platform, boundAt, seenAt } = devices;
  const rows = await executor(ctx)
    .select({ id, name, platform, boundAt, seenAt })
    .from(devices)
    // Whatever belongs to somebody was bound at some moment.
    .where(and(eq(devices.userId, userId), isNotNull(boundAt), afterCursor(boundAt, id, cursor)))
    .orderBy(...newestFirst({ createdAt: boundAt, id }))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.boundAt?.getTime() ?? 0, id: row.id }));
  const items = found.items.map((row) => ({
    ...row,
    boundAt: row.boundAt?.toISOString() ?? null,
    seenAt: row.seenAt?.toISOString() ?? null,
  }));
  return { items, nextCursor: found.nextCursor };
}

/** Somebody's sessions, the last used first; those that have ended stand among them. */
export async function listUserSessions({ ctx, input }: Ask): Promise<Page<UserSessionView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { userId, cursor, limit = PAGE } = input;
  const { id, seenAt } = userSessions;
  const rows = await executor(ctx)
    .select()
    .from(userSessions)
    .where(and(eq(userSessions.userId, userId), afterCursor(seenAt, id, cursor)))
    .orderBy(...newestFirst({ createdAt: seenAt, id }))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.seenAt.getTime(), id: row.id }));
  const items = found.items.map((row) => ({
    ...{ id: row.id, method: row.method, address: row.address },
    ...browserOf(row.userAgent),
    seenAt: row.seenAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
  return { items, nextCursor: found.nextCursor };
}

/** Somebody's keys for programs, newest first. */
export async function listUserKeys({ ctx, input }: Ask): Promise<Page<UserKeyView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { userId, cursor, limit = PAGE } = input;
  const { id, name, lastFour, scopes, expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
  const rows = await executor(ctx)
    .select({ id, name, lastFour, scopes, expiresAt, lastUsedAt, revokedAt, createdAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.userId, userId), afterCursor(createdAt, id, cursor)))
    .orderBy(...newestFirst(apiKeys))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const items = found.items.map((row) => ({
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    isExpired: row.expiresAt !== null && row.expiresAt <= ctx.now,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
  return { items, nextCursor: found.nextCursor };
}
