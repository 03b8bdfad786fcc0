import { and, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { shareLinks } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { linkColumns, toShareLinkView } from "./internal/links";
import { endOf } from "./rules";
import { type ShareLinkView, updateShareLinkInput } from "./schema";

/**
 * Changes the password or the end of an own link that was not revoked. What stays unsaid stays as it is; a change of
 * the password closes the link in every browser that the old one opened.
 */
export async function updateShareLink({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateShareLinkInput>;
}): Promise<ShareLinkView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id, password, days } = updateShareLinkInput.parse(input);
  const passwordHash = password ? await hashPassword(password) : null;
  const [row] = await executor(ctx)
    .update(shareLinks)
    .set({
      ...(password === undefined ? {} : { passwordHash, version: sql`${shareLinks.version} + 1` }),
      ...(days === undefined ? {} : { expiresAt: endOf(days, ctx.now) }),
      // A call that changes nothing must still find the row.
      revokedAt: null,
    })
    .where(
      and(eq(shareLinks.id, id), eq(shareLinks.userId, requireUser(ctx.actor)), isNull(shareLinks.revokedAt)),
    )
    .returning(linkColumns);
  if (!row) throw notFound("link");
  return toShareLinkView(row, ctx.now);
}
