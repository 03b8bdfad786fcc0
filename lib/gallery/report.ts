import { sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { isGone, publicTarget } from "./internal/target";
import { reportImageInput } from "./schema";

/**
 * Says that a public image should not be. One report per person and image: a repetition changes nothing, not even its
 * words, and an author's own counts for nothing. It stays public until somebody has looked.
 */
export async function reportImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof reportImageInput>;
}): Promise<{ ok: true }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id, reason, note } = reportImageInput.parse(input);
  const userId = requireUser(ctx.actor);
  const now = ctx.now.toISOString();
  const rows = await executor(ctx)
    .execute(sql`
      with target as (${publicTarget(id)}),
      reported as (insert into image_reports (id, image_id, reporter_id, reason, note, created_at)
        select ${newId("report", ctx.now.getTime())}, id, ${userId}, ${reason}::report_reason, ${note},
          ${now}::timestamptz
        from target where user_id <> ${userId}
        on conflict (image_id, reporter_id) do nothing)
      select id from target`)
    .catch((error: unknown) => {
      throw isGone(error) ? notFound("image") : error;
    });
  if (rows.length === 0) throw notFound("image");
  return { ok: true };
}
