import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { changedTags, MAX_TAGS } from "../rules";
import { tagImagesInput } from "../schema";
import { type Findable, searchTextsOf } from "../search/texts";

export type TagRefusal = { ok: false; reason: "too_many_tags" };

/**
 * Adds and removes words of the actor's own on their images; images of others, in the trash or gone count as
 * unchanged. Refused with `too_many_tags`, changing nothing, where one image would have more than 30.
 */
export async function tagImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof tagImagesInput>;
}): Promise<{ changed: number } | TagRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { ids, add, remove } = tagImagesInput.parse(input);
  return transact(ctx, async (_, tx) => {
    const images = await tx
      .select({
        id: generatedImages.id,
        prompt: generatedImages.prompt,
        styleTags: generatedImages.styleTags,
        tags: generatedImages.tags,
      })
      .from(generatedImages)
      .where(
        and(
          inArray(generatedImages.id, ids),
          eq(generatedImages.userId, userId),
          isNull(generatedImages.deletedAt),
        ),
      )
      .orderBy(asc(generatedImages.id))
      .for("update");
    const changed = images
      .map((image) => ({ before: image.tags, ...image, tags: changedTags(image.tags, { add, remove }) }))
      .filter((image) => image.tags.join("\n") !== image.before.join("\n"));
    if (changed.some((image) => image.tags.length > MAX_TAGS && image.tags.length > image.before.length))
      return { ok: false as const, reason: "too_many_tags" as const };
    await write(tx, changed);
    return { changed: changed.length };
  });
}

/** Tags and what their images are found by, of all of them in one statement. */
async function write(tx: Transaction, images: (Findable & { id: string })[]): Promise<void> {
  if (images.length === 0) return;
  const texts = await searchTextsOf(tx, images);
  const rows = images.map(({ id, tags }, i) => ({ id, tags, search_text: texts[i] }));
  await tx.execute(sql`
    update ${generatedImages} i set tags = v.tags, search_text = v.search_text
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as v(id text, tags text[], search_text text)
    where i.id = v.id`);
}
