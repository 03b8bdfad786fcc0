import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { publicationTags, styleTagAliases, styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { aliasesOf, allFactsOf, lockSlugs, lockTags } from "./internal";
import { discardPreview } from "./previews/discard";
import { mergeStyleTagsInput, type StyleRefusal } from "./schema";
import { markTexts } from "./texts/marks";
import { moveMergedTags } from "./texts/move";

/**
 * Makes one tag part of another: its popularity is added, and its slug goes on as another name for it, so that old
 * orders and addresses mean something. The first public images move to it at once; the others, and what images are
 * found by, follow within minutes (`refreshSearchTexts`), so that no transaction holds more than some of them. It
 * cannot be undone.
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
    const [target, gone] = await lockTags(tx, [into, slug]);
    if (!target) throw notFound("style tag");
    const [before] = await tx.select().from(styleTagAliases).where(eq(styleTagAliases.slug, slug));
    if (before?.tagId === target.id) return { images: 0, previewKey: null };
    if (!gone) throw notFound("style tag");
    const images = await tx.$count(publicationTags, eq(publicationTags.tag, slug));
    const aliases = await aliasesOf(tx, gone.id);
    await markTexts(tx, [slug, ...aliases], ctx.now);
    await tx.update(styleTagAliases).set({ tagId: target.id }).where(eq(styleTagAliases.tagId, gone.id));
    await tx.delete(styleTags).where(eq(styleTags.id, gone.id));
    await tx.insert(styleTagAliases).values({ slug, tagId: target.id, createdAt: ctx.now });
    const popularity = target.popularity + gone.popularity;
    await tx.update(styleTags).set({ popularity, updatedAt: ctx.now }).where(eq(styleTags.id, target.id));
    await recordAudit(inner, tx, {
      action: "styles.merge",
      subjectId: into,
      before: { popularity: target.popularity, merged: null, removed: allFactsOf(gone, aliases) },
      after: { popularity, merged: slug, images },
      reason,
    });
    return { images, previewKey: gone.previewKey };
  });
  // It is done; what is left over is done by jobs too, so nothing that fails here makes it a failure.
  await discardPreview(merged.previewKey);
  if (merged.images > 0)
    await moveMergedTags({ ctx }).catch((err: unknown) => {
      logger("styles.merge").error("images of a merged tag not moved; the job moves them", {
        slug,
        into,
        err,
      });
    });
  return { slug: into, images: merged.images };
}
