import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { styleTagAliases, styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";
import { lockSlugs, lockTag } from "./internal";
import { mergeStyleTagsInput, type StyleRefusal } from "./schema";

/**
 * Makes one tag part of another: public images move to it, each once, its popularity is added, and its slug goes on as
 * another name for it, so that old orders and addresses mean something. It cannot be undone.
 */
export async function mergeStyleTags({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof mergeStyleTagsInput>;
}): Promise<{ slug: string; images: number } | StyleRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { slug, into, reason } = mergeStyleTagsInput.parse(input);
  if (slug === into) return { ok: false as const, reason: "style_into_itself" as const };
  const merged = await transact(ctx, async (inner, tx) => {
    await lockSlugs(tx);
    const target = await lockTag(tx, into);
    const [before] = await tx.select().from(styleTagAliases).where(eq(styleTagAliases.slug, slug));
    if (before?.tagId === target.id) return { images: 0, previewKey: null };
    const gone = await lockTag(tx, slug);
    const moved = await tx.execute(sql`
      with gone as (delete from publication_tags where tag = ${slug} returning image_id, published_at, score)
      insert into publication_tags (tag, image_id, published_at, score)
      select ${into}, image_id, published_at, score from gone on conflict do nothing`);
    await tx.update(styleTagAliases).set({ tagId: target.id }).where(eq(styleTagAliases.tagId, gone.id));
    await tx.delete(styleTags).where(eq(styleTags.id, gone.id));
    await tx.insert(styleTagAliases).values({ slug, tagId: target.id, createdAt: ctx.now });
    const popularity = target.popularity + gone.popularity;
    await tx.update(styleTags).set({ popularity, updatedAt: ctx.now }).where(eq(styleTags.id, target.id));
    const images = moved.count;
    await recordAudit(inner, tx, {
      action: "styles.merge",
      subjectId: into,
      before: { popularity: target.popularity, merged: null },
      after: { popularity, merged: slug, images },
      reason,
    });
    return { images, previewKey: gone.previewKey };
  });
  if (merged.previewKey) await storage().remove(merged.previewKey);
  return { slug: into, images: merged.images };
}
