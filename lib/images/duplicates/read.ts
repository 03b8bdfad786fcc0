import { and, inArray, isNull, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { imageColumns, toImageView } from "../internal/view";
import type { DuplicateList, ImageView } from "../schema";
import { groupAlike, type HashedImage } from "./rules";

const MAX_GROUPS = 200;
/** Of a group; a thousand copies of one picture are not a thousand pictures to look at. */
const MAX_SHOWN = 20;

/**
 * Images of the actor's library that look alike, the largest of each group first; the groups that waste most bytes
 * come first. At most 200 groups, and 20 images of each.
 */
export async function listDuplicates({ ctx }: { ctx: Ctx }): Promise<DuplicateList> {
  requirePermission(ctx.actor, "READ_USER");
  const groups = groupAlike(await readHashes(ctx, requireUser(ctx.actor)));
  const shown = groups
    .slice(0, MAX_GROUPS)
    .map((group) => group.slice(0, MAX_SHOWN).map((image) => image.id));
  const views = await readViews(ctx, shown.flat());
  const items = shown
    .map((ids) => ({ images: ids.flatMap((id) => views.get(id) ?? []) }))
    .filter(({ images }) => images.length > 1);
  return { items, nextCursor: null, groups: groups.length };
}

/** Of 100,000 images no more than their hashes and sizes, and not through the query builder, which costs as much again. */
async function readHashes(ctx: Ctx, userId: string): Promise<HashedImage[]> {
  return executor(ctx).execute<HashedImage & Record<string, unknown>>(sql`
    select id, perceptual_hash as hash, width_px * height_px as pixels, size_bytes as "sizeBytes",
      case when perceptual_hash in ('0000000000000000', 'ffffffffffffffff') then sha256 else '' end as sha256
    from ${generatedImages}
    where user_id = ${userId} and deleted_at is null and purging_at is null`);
}

async function readViews(ctx: Ctx, ids: string[]): Promise<Map<string, ImageView>> {
  if (ids.length === 0) return new Map();
  const rows = await executor(ctx)
    .select(imageColumns)
    .from(generatedImages)
    .where(and(inArray(generatedImages.id, ids), isNull(generatedImages.deletedAt)));
  return new Map(rows.map((row) => [row.id, toImageView(row)]));
}
