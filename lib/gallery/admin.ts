import type { z } from "zod";
import { sql } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/http/cursor";
import { REPORTS_TO_REVIEW } from "./rules";
import type { listReportsInput, ReportedImageView, ReportPage } from "./schema";

type Row = Omit<ReportedImageView, "firstAt" | "needsReview" | "notes"> & {
  firstMs: number;
  notes: (Omit<ReportedImageView["notes"][number], "createdAt"> & { atMs: number })[];
};

/**
 * Public images with open reports, whoever has waited longest first; on request only those that enough people have
 * reported to be reviewed again. Of the notes the newest ten.
 */
export async function listReports({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof listReportsInput>;
}): Promise<ReportPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
  const db = sql();
  const rows = await db<Row[]>`
    select r.image_id as "imageId", i.prompt, u.username as author, r.reports,
      (extract(epoch from r.first_at) * 1000)::float8 as "firstMs", r.reasons,
      (select coalesce(json_agg(n), '[]'::json) from (select reason, note, (extract(epoch from created_at) * 1000)::float8
          as "atMs" from image_reports where image_id = r.image_id and resolved_at is null and note <> ''
        order by created_at desc, id desc limit 10) n) as notes
    from (select image_id, count(*)::int as reports, min(created_at) as first_at,
        json_agg(distinct reason) as reasons
      from image_reports where resolved_at is null group by image_id) r
      join publications p on p.image_id = r.image_id and p.state = 'public'
      join generated_images i on i.id = r.image_id
      join users u on u.id = i.user_id
    where r.reports >= ${input.atLeast}
      ${after ? db`and (r.first_at, r.image_id) > (${new Date(after.atMs).toISOString()}::timestamptz, ${after.id})` : db``}
    order by r.first_at, r.image_id limit ${input.limit + 1}`;
  const found = page(rows, input.limit, (row) => ({ atMs: row.firstMs, id: row.imageId }));
  return {
    items: found.items.map(({ firstMs, notes, ...row }) => ({
      ...row,
      notes: notes.map(({ atMs, ...note }) => ({ ...note, createdAt: new Date(atMs).toISOString() })),
      firstAt: new Date(firstMs).toISOString(),
      needsReview: row.reports >= REPORTS_TO_REVIEW,
    })),
    nextCursor: found.nextCursor,
  };
}
