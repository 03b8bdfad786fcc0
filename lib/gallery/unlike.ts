import { sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { businessDay } from "@/lib/platform/time";
import { publicTarget } from "./internal/target";
import { getPublicImageInput, type LikeView } from "./schema";

/**
 * Takes a like back, also from an image that is no longer public, whose likes are nobody's business any more: it answers
 * none. A repetition changes nothing. The day's figures lose it only when it was given on the same day: what was new
 * yesterday was new yesterday. The image is locked before the row, as by whoever removes an image with its likes.
 */
export async function unlikeImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof getPublicImageInput>;
}): Promise<LikeView> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id } = getPublicImageInput.parse(input);
  const userId = requireUser(ctx.actor);
  const today = businessDay(ctx.now);
  const [row] = await executor(ctx).execute<{ likes: number }>(sql`
    with target as (${publicTarget(id)}),
    locked as (select i.id from generated_images i where i.id = ${id}
      and exists (select from image_likes l where l.user_id = ${userId} and l.image_id = i.id) for no key update),
    gone as (delete from image_likes where user_id = ${userId} and image_id = (select id from locked)
      returning image_id, (created_at at time zone 'Asia/Shanghai')::date as day),
    counted as (update generated_images i set likes = greatest(i.likes - 1, 0) from gone g where i.id = g.image_id
      returning i.id, i.likes, g.day),
    day as (update image_days d set likes = greatest(d.likes - 1, 0) from counted c
      where d.image_id = c.id and d.day = c.day and c.day = ${today}::date),
    mark as (insert into score_marks (image_id, marked_at)
      select id, ${ctx.now.toISOString()}::timestamptz from counted
      on conflict (image_id) do update set marked_at = excluded.marked_at)
    select case when exists (select from target) then likes else 0 end as likes from counted
    union all select likes from target where not exists (select from counted)`);
  if (!row) throw notFound("image");
  return { liked: false, likes: row.likes };
}
