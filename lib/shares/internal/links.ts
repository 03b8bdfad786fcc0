import { and, eq, isNull, or, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { collections, generatedImages, shareLinks, users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { open, seal } from "@/lib/platform/key-ring/seal";
import { logger } from "@/lib/platform/log";
import { isLive } from "../rules";
import type { ShareLinkView } from "../schema";
import { notRefused } from "./images";

export const newShareToken = (): string => randomToken(16);
export const hashOf = (token: string): string => sha256Hex(token);

const placeOf = (id: string) => `share-link:${id}`;
export const sealToken = (token: string, id: string): Buffer => seal(token, placeOf(id));
export const openToken = (row: { id: string; tokenSealed: Buffer }): string =>
  open(row.tokenSealed, placeOf(row.id));

/** What a view is made of; the thing that is shared gives the title. */
export const linkColumns = {
  id: shareLinks.id,
  imageId: shareLinks.imageId,
  collectionId: shareLinks.collectionId,
  tokenSealed: shareLinks.tokenSealed,
  hasPassword: sql<boolean>`${shareLinks.passwordHash} is not null`,
  expiresAt: shareLinks.expiresAt,
  revokedAt: shareLinks.revokedAt,
  views: shareLinks.views,
  createdAt: shareLinks.createdAt,
  title: sql<string>`coalesce(
    (select c.name from collections c where c.id = ${shareLinks.collectionId}),
    (select left(i.prompt, 200) from generated_images i where i.id = ${shareLinks.imageId}), '')`,
};

export type LinkRow = Pick<
  typeof shareLinks.$inferSelect,
  "id" | "imageId" | "collectionId" | "tokenSealed" | "expiresAt" | "revokedAt" | "views" | "createdAt"
> & { hasPassword: boolean; title: string };

/** A link for its owner. One whose token no key opens any more cannot be shown again and counts as ended. */
export function toShareLinkView(row: LinkRow, now: Date): ShareLinkView {
  const token = readable(row);
  return {
    id: row.id,
    imageId: row.imageId,
    collectionId: row.collectionId,
    title: row.title,
    path: token === null ? "/s/" : `/s/${token}`,
    hasPassword: row.hasPassword,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    live: token !== null && isLive(row, now),
    views: row.views,
    createdAt: row.createdAt.toISOString(),
  };
}

function readable(row: LinkRow): string | null {
  try {
    return openToken(row);
  } catch (err) {
    logger("shares.link").error("the token of a link cannot be opened", { link: row.id, err });
    return null;
  }
}

export interface OpenLink {
  id: string;
  userId: string;
  imageId: string | null;
  collectionId: string | null;
  passwordHash: string | null;
  version: number;
  expiresAt: Date | null;
  title: string;
  author: string;
}

/** The link of a token, if it works now and its owner and what it shows are still there; null for everything else. */
export async function findLiveLink(ctx: Ctx, token: string): Promise<OpenLink | null> {
  const [row] = await executor(ctx)
    .select({
      id: shareLinks.id,
      userId: shareLinks.userId,
      imageId: shareLinks.imageId,
      collectionId: shareLinks.collectionId,
      passwordHash: shareLinks.passwordHash,
      version: shareLinks.version,
      expiresAt: shareLinks.expiresAt,
      revokedAt: shareLinks.revokedAt,
      title: sql<string>`coalesce(${collections.name}, '')`,
      author: sql<string>`coalesce(nullif(${users.displayName}, ''), ${users.username})`,
    })
    .from(shareLinks)
    .innerJoin(users, and(eq(users.id, shareLinks.userId), eq(users.status, "active")))
    .leftJoin(collections, eq(collections.id, shareLinks.collectionId))
    .leftJoin(
      generatedImages,
      and(
        eq(generatedImages.id, shareLinks.imageId),
        isNull(generatedImages.deletedAt),
        isNull(generatedImages.purgingAt),
        notRefused(),
      ),
    )
    .where(
      and(
        eq(shareLinks.tokenHash, hashOf(token)),
        or(sql`${collections.id} is not null`, sql`${generatedImages.id} is not null`),
      ),
    );
  if (!row || !isLive(row, ctx.now)) return null;
  const { revokedAt: _, ...link } = row;
  return link;
}
