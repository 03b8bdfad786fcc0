import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changed, factsOf, isAlias, lockSlugs } from "./internal";
import { createStyleTagInput, type StyleRefusal } from "./schema";

/** Adds a tag. The same again changes nothing; a slug that another tag has or had is refused with `style_slug_taken`. */
export async function createStyleTag({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createStyleTagInput>;
}): Promise<{ slug: string } | StyleRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { slug, reason, ...given } = createStyleTagInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    await lockSlugs(tx);
    const [there] = await tx.select().from(styleTags).where(eq(styleTags.slug, slug));
    if (there && Object.keys(changed(factsOf(there), given).after).length === 0) return { slug };
    if (there || (await isAlias(tx, slug)))
      return { ok: false as const, reason: "style_slug_taken" as const };
    const at = { createdAt: ctx.now, updatedAt: ctx.now };
    const [row] = await tx
      .insert(styleTags)
      .values({ id: newId("styleTag", ctx.now.getTime()), slug, ...given, ...at })
      .returning();
    await recordAudit(inner, tx, {
      action: "styles.create",
      subjectId: slug,
      before: {},
      after: factsOf(row ?? broken("a style tag was not stored")),
      reason,
    });
    return { slug };
  });
}
