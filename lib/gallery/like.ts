import { sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { businessDay } from "@/lib/platform/time";
import { isGone, publicTarget } from "./internal/target";
import { getPublicImageInput, type LikeView } from "./schema";

/**
 * Likes a public image; a repetition changes nothing. One statement: the row, which is unique per person, decides
 * whether anything is counted. The image comes before its day and its mark, so that its lock puts all who count in line.
 */
export async function likeImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof getPublicImageInput>;
}): Promise<LikeView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id } = getPublicImageInput.parse(input);
  const now = ctx.now.toISOString();
  const [row] = await executor(ctx)
    .execute<{ likes: number }>(sql`
      with target as (${publicTarget(id)}),
      liked as (insert into image_likes (user_id, image_id, created_at)
        select ${requireUser(ctx.actor)}, id, ${now}::timestamptz from target
        on conflict do nothing returning image_id),
      counted as (update generated_images i set likes = i.likes + 1 from liked l where i.id = l.image_id
        returning i.id, i.likes),
      day as (insert into image_days (image_id, day, likes)
        select id, ${businessDay(ctx.now)}::date, 1 from counted
        on conflict (image_id, day) do update set likes = image_days.likes + 1),
      mark as (insert into score_marks (image_id, marked_at) select id, ${now}::timestamptz from counted
        on conflict (image_id) do update set marked_at = excluded.marked_at)
      select coalesce((select likes from counted), likes) as likes from target`)
    .catch((error: unknown) => {
      throw isGone(error) ? notFound("image") : error;
    });
  if (!row) throw notFound("image");
  return { liked: true, likes: row.likes };
}
