import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { unlabelledCopies } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import {
  copyAgreement,
  exportFormats,
  type listUnlabelledCopiesInput,
  type UnlabelledCopyPage,
} from "../schema";

/** The copies without the visible label that the acting user took, newest first, as far back as the log goes. */
export async function listUnlabelledCopies({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof listUnlabelledCopiesInput>;
}): Promise<UnlabelledCopyPage> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select({
      id: unlabelledCopies.id,
      imageId: unlabelledCopies.imageId,
      agreement: unlabelledCopies.agreement,
      purpose: unlabelledCopies.purpose,
      format: unlabelledCopies.format,
      createdAt: unlabelledCopies.createdAt,
    })
    .from(unlabelledCopies)
    .where(
      and(
        eq(unlabelledCopies.userId, requireUser(ctx.actor)),
        afterCursor(unlabelledCopies.createdAt, unlabelledCopies.id, input.cursor),
      ),
    )
    .orderBy(...newestFirst(unlabelledCopies))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return {
    items: found.items.map(({ createdAt, format, ...row }) => ({
      ...row,
      format: exportFormats.find((known) => known === format) ?? "png",
      createdAt: createdAt.toISOString(),
    })),
    nextCursor: found.nextCursor,
    agreement: copyAgreement.version,
  };
}
