import { sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { ownerOf } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { isGone, publicTarget } from "./internal/target";

/**
 * Counts that somebody has downloaded a public image: once per person, never the owner, never somebody who is not
 * signed in. To be called when the file is on its way; whatever is not counted is no error.
 */
export async function recordDownload({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<{ counted: boolean }> {
  const userId = ownerOf(ctx.actor);
  if (userId === null) return { counted: false };
  const now = ctx.now.toISOString();
  const rows = await executor(ctx)
    .execute(sql`
      with target as (${publicTarget(input.id)}),
      taken as (insert into image_downloads (user_id, image_id, created_at)
        select ${userId}, id, ${now}::timestamptz from target where user_id <> ${userId}
        on conflict do nothing returning image_id),
      counted as (update generated_images i set downloads = i.downloads + 1 from taken t where i.id = t.image_id
        returning i.id),
      day as (insert into image_days (image_id, day, downloads)
        select id, ${businessDay(ctx.now)}::date, 1 from counted
        on conflict (image_id, day) do update set downloads = image_days.downloads + 1),
      mark as (insert into score_marks (image_id, marked_at) select id, ${now}::timestamptz from counted
        on conflict (image_id) do update set marked_at = excluded.marked_at)
      select id from counted`)
    .catch((error: unknown) => {
      if (isGone(error)) return [];
      throw error;
    });
  return { counted: rows.length > 0 };
}
