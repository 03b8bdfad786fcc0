import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { shareLinks } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { linkColumns, toShareLinkView } from "./internal/links";
import { type ShareLinkView, shareLinkIdInput } from "./schema";

/** Ends an own link for good and at once; ending it again is the same. */
export async function revokeShareLink({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof shareLinkIdInput>;
}): Promise<ShareLinkView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id } = shareLinkIdInput.parse(input);
  const [row] = await executor(ctx)
    .update(shareLinks)
    .set({ revokedAt: sql`coalesce(${shareLinks.revokedAt}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(and(eq(shareLinks.id, id), eq(shareLinks.userId, requireUser(ctx.actor))))
    .returning(linkColumns);
  if (!row) throw notFound("link");
  return toShareLinkView(row, ctx.now);
}
