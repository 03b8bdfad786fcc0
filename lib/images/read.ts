import { and, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generatedImages } from "@/db/schema";
import { imageOrigin } from "@/db/schema/generated-images";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { page } from "@/lib/platform/http/cursor";
import { searchPatterns } from "@/lib/platform/text/search-text";
import { startOfBusinessDay } from "@/lib/platform/time";
import { imageColumns, toImageView } from "./internal/view";
import { foldTag } from "./rules";
import type { getImageInput, ImagePage, ImageView, ListImagesInput } from "./schema";

/** One image of the acting user, in the trash or not. Someone else's is not found. */
export async function getImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof getImageInput>;
}): Promise<ImageView> {
  requirePermission(ctx.actor, "READ_USER");
  const [row] = await executor(ctx)
    .select(imageColumns)
    .from(generatedImages)
    .where(and(eq(generatedImages.id, input.id), eq(generatedImages.userId, requireUser(ctx.actor))));
  if (!row) throw notFound("image");
  return toImageView(row);
}

/** The acting user's library (or trash), newest first, filtered. A collection is its own images, not those of the ones in it. */
export async function listImages({ ctx, input }: { ctx: Ctx; input: ListImagesInput }): Promise<ImagePage> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select(imageColumns)
    .from(generatedImages)
    .where(and(eq(generatedImages.userId, requireUser(ctx.actor)), ...filters(input)))
    .orderBy(...newestFirst(generatedImages))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toImageView), nextCursor: found.nextCursor };
}

/** Images of some generations, in their order; for views of generations. */
export async function listImagesOf(ctx: Ctx, generationIds: string[]): Promise<ImageView[]> {
  if (generationIds.length === 0) return [];
  const rows = await executor(ctx)
    .select(imageColumns)
    .from(generatedImages)
    .where(
      and(
        inArray(generatedImages.generationId, generationIds),
        eq(generatedImages.userId, requireUser(ctx.actor)),
        isNull(generatedImages.deletedAt),
      ),
    )
    .orderBy(generatedImages.generationId, generatedImages.ordinal);
  return rows.map(toImageView);
}

function filters(input: ListImagesInput): (SQL | undefined)[] {
  return [
    isNull(generatedImages.purgingAt),
    input.trash ? isNotNull(generatedImages.deletedAt) : isNull(generatedImages.deletedAt),
    ...wordFilters(input.q),
    input.tag ? sql`${generatedImages.tags} @> array[${foldTag(input.tag)}]::text[]` : undefined,
    input.from ? gte(generatedImages.createdAt, startOfBusinessDay(input.from)) : undefined,
    input.to
      ? lt(generatedImages.createdAt, new Date(startOfBusinessDay(input.to).getTime() + 86_400_000))
      : undefined,
    input.model ? eq(generatedImages.model, input.model) : undefined,
    input.ratio ? eq(generatedImages.ratio, input.ratio) : undefined,
    // Written out, not as a parameter: partial indexes are chosen by these very words.
    input.favorite ? sql`${generatedImages.isFavorite}` : undefined,
    input.collection === "none" ? isNull(generatedImages.collectionId) : undefined,
    input.collection && input.collection !== "none"
      ? eq(generatedImages.collectionId, input.collection)
      : undefined,
    input.origin ? sql`${imageOrigin(generatedImages.operation)} = ${input.origin}` : undefined,
    input.publication ? publicationFilter(input.publication) : undefined,
    afterCursor(generatedImages.createdAt, generatedImages.id, input.cursor),
  ];
}

/** Every word must occur in prompt, style names or own tags. What has no letter and no digit is found nowhere. */
function wordFilters(q: string | undefined): SQL[] {
  if (!q) return [];
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return [sql`false`];
  return patterns.map((pattern) => sql`${generatedImages.searchText} like ${pattern}`);
}

function publicationFilter(state: NonNullable<ListImagesInput["publication"]>): SQL {
  if (state === "public") return sql`${generatedImages.isPublic}`;
  return sql`${generatedImages.id} in (select p.image_id from publications p
    where p.user_id = ${generatedImages.userId} and p.state = ${state})`;
}
