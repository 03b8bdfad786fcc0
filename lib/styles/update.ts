import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { aliasesOf, changed, factsOf, lockTag } from "./internal";
import { updateStyleTagInput } from "./schema";
import { markTexts } from "./texts/marks";

/**
 * Changes everything of a tag but its slug, which stands in images and orders. Under a new name they are found within
 * minutes (`refreshSearchTexts`).
 */
export async function updateStyleTag({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateStyleTagInput>;
}): Promise<{ slug: string }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { slug, reason, ...given } = updateStyleTagInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const row = await lockTag(tx, slug);
    const difference = changed(factsOf(row), given);
    if (Object.keys(difference.after).length === 0) return { slug };
    await tx
      .update(styleTags)
      .set({ ...given, updatedAt: ctx.now })
      .where(eq(styleTags.id, row.id));
    if ("name" in difference.after || "nameEn" in difference.after)
      await markTexts(tx, [slug, ...(await aliasesOf(tx, row.id))], ctx.now);
    await recordAudit(inner, tx, { action: "styles.update", subjectId: slug, ...difference, reason });
    return { slug };
  });
}
