import { and, count, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { collections, generatedImages, shareLinks } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { notRefused } from "./internal/images";
import { hashOf, linkColumns, newShareToken, sealToken, toShareLinkView } from "./internal/links";
import { endOf, MAX_LIVE_LINKS } from "./rules";
import { createShareLinkInput, type ShareLinkView } from "./schema";

export type ShareRefusal = { ok: false; reason: "too_many_share_links" | "image_refused" };

/**
 * Makes a link to an own image (outside the trash) or an own collection, with 128 random bits in its address. Every
 * call makes another link, so that each can be taken back alone. The 201st that works is refused, and
 * an image that a reviewer refused.
 */
export async function createShareLink({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createShareLinkInput>;
}): Promise<ShareLinkView | ShareRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { imageId, collectionId, password, days } = createShareLinkInput.parse(input);
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return transact(ctx, async (_, tx) => {
    // One after the other per person: of two at once neither counts the other's link.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`share-links:${userId}`}, 0))`);
    if (!(await isOwn(tx, userId, { imageId, collectionId })))
      throw notFound(imageId ? "image" : "collection");
    if (imageId && (await isRefused(tx, imageId)))
      return { ok: false as const, reason: "image_refused" as const };
    const [live] = await tx
      .select({ n: count() })
      .from(shareLinks)
      .where(
        and(
          eq(shareLinks.userId, userId),
          isNull(shareLinks.revokedAt),
          or(isNull(shareLinks.expiresAt), gt(shareLinks.expiresAt, ctx.now)),
        ),
      );
    if ((live?.n ?? 0) >= MAX_LIVE_LINKS)
      return { ok: false as const, reason: "too_many_share_links" as const };
    const id = newId("shareLink", ctx.now.getTime());
    const token = newShareToken();
    const [row] = await tx
      .insert(shareLinks)
      .values({
        ...{ id, userId, imageId: imageId ?? null, collectionId: collectionId ?? null, passwordHash },
        ...{ tokenHash: hashOf(token), tokenSealed: sealToken(token, id) },
        ...{ expiresAt: endOf(days, ctx.now), createdAt: ctx.now },
      })
      .returning(linkColumns);
    return toShareLinkView(row ?? broken("insert returned no link"), ctx.now);
  });
}

async function isOwn(
  tx: Transaction,
  userId: string,
  thing: { imageId?: string; collectionId?: string },
): Promise<boolean> {
  const [row] = thing.imageId
    ? await tx
        .select({ id: generatedImages.id })
        .from(generatedImages)
        .where(
          and(
            eq(generatedImages.id, thing.imageId),
            eq(generatedImages.userId, userId),
            isNull(generatedImages.deletedAt),
          ),
        )
    : await tx
        .select({ id: collections.id })
        .from(collections)
        .where(and(eq(collections.id, thing.collectionId ?? ""), eq(collections.userId, userId)));
  return row !== undefined;
}

const isRefused = async (tx: Transaction, imageId: string): Promise<boolean> =>
  (await tx.$count(generatedImages, and(eq(generatedImages.id, imageId), notRefused()))) === 0;
