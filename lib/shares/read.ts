import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generatedImages, shareLinks } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { page } from "@/lib/platform/http/cursor";
import { shownBy } from "./internal/images";
import { findLiveLink, linkColumns, type OpenLink, toShareLinkView } from "./internal/links";
import { isProof } from "./internal/proof";
import type { listShareLinksInput, openShareInput, ShareLinkView, ShareView } from "./schema";

/** The acting user's links, newest first; those of one image or collection where it is named. */
export async function listShareLinks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listShareLinksInput>;
}): Promise<{ items: ShareLinkView[]; nextCursor: string | null }> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select(linkColumns)
    .from(shareLinks)
    .where(
      and(
        eq(shareLinks.userId, requireUser(ctx.actor)),
        input.imageId ? eq(shareLinks.imageId, input.imageId) : undefined,
        input.collectionId ? eq(shareLinks.collectionId, input.collectionId) : undefined,
        afterCursor(shareLinks.createdAt, shareLinks.id, input.cursor),
      ),
    )
    .orderBy(...newestFirst(shareLinks))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map((row) => toShareLinkView(row, ctx.now)), nextCursor: found.nextCursor };
}

export type OpenedShare = ShareView | { ok: false; reason: "share_password_needed" };

/**
 * What a link shows to whoever has it, page by page. Unknown, revoked and ended links, and those whose image or owner
 * is gone, all answer 404. With a password, `proof` must be what `unlockShare` answered.
 */
export async function openShare({
  ctx,
  input,
  proof,
}: {
  ctx: Ctx;
  input: z.infer<typeof openShareInput>;
  proof: string | undefined;
}): Promise<OpenedShare> {
  const link = await findOpenLink(ctx, input.token, proof);
  if (!link) return { ok: false, reason: "share_password_needed" };
  const rows = await executor(ctx)
    .select({
      id: generatedImages.id,
      prompt: generatedImages.prompt,
      ratio: generatedImages.ratio,
      widthPx: generatedImages.widthPx,
      heightPx: generatedImages.heightPx,
      thumbHash: generatedImages.thumbHash,
      aiClass: generatedImages.aiClass,
      createdAt: generatedImages.createdAt,
    })
    .from(generatedImages)
    .where(and(shownBy(link), afterCursor(generatedImages.createdAt, generatedImages.id, input.cursor)))
    .orderBy(...newestFirst(generatedImages))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const path = (id: string) => `/s/${input.token}/files/${id}`;
  return {
    kind: link.imageId === null ? "collection" : "image",
    title: link.title,
    author: link.author,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    items: found.items.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      urls: {
        thumbnail: `${path(row.id)}/thumbnail`,
        display: `${path(row.id)}/display`,
        download: `${path(row.id)}/download`,
      },
    })),
    nextCursor: found.nextCursor,
  };
}

/** The link of a token for somebody who may look; null when its password is still to be given. Throws 404. */
export async function findOpenLink(
  ctx: Ctx,
  token: string,
  proof: string | undefined,
): Promise<OpenLink | null> {
  const link = await findLiveLink(ctx, token);
  if (!link) throw notFound("link");
  const isOwner = ctx.actor.kind === "user" && ctx.actor.userId === link.userId;
  return isOwner || link.passwordHash === null || isProof(proof, link, ctx.now) ? link : null;
}
