import { sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import type { LineageNode, lineageInput } from "./schema";

const MAX_NODES = 100;
const MAX_DEPTH = 50;

type Row = Omit<LineageNode, "thumbnailUrl" | "createdAt"> & { createdAtMs: number };

/**
 * The family of an own image: the picture that everything goes back to and all that was made from it, oldest
 * first, without what lies in the trash. At most 100 pictures and 50 generations deep.
 */
export async function getLineage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof lineageInput>;
}): Promise<{ items: LineageNode[]; nextCursor: null }> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const rows = await executor(ctx).execute<{ [K in keyof Row]: Row[K] }>(sql`
    with recursive up as (
      select id, parent_image_id, 0 as depth from generated_images
        where id = ${input.id} and user_id = ${userId} and purging_at is null
      union all
      select i.id, i.parent_image_id, up.depth + 1 from generated_images i
        join up on i.id = up.parent_image_id where i.user_id = ${userId} and up.depth < ${MAX_DEPTH}
    ), root as (select id from up order by depth desc limit 1),
    family as (
      select id, 0 as depth from root
      union all
      select i.id, family.depth + 1 from generated_images i
        join family on i.parent_image_id = family.id
        where i.user_id = ${userId} and family.depth < ${MAX_DEPTH}
    )
    select i.id as "imageId", i.parent_image_id as "parentImageId", i.operation, i.model, i.prompt,
      i.width_px as "widthPx", i.height_px as "heightPx", i.thumb_hash as "thumbHash",
      (extract(epoch from i.created_at) * 1000)::float8 as "createdAtMs"
    from generated_images i
    where i.id in (select id from family) and (i.deleted_at is null or i.id = ${input.id}) and i.purging_at is null
    order by i.created_at, i.ordinal, i.id
    limit ${MAX_NODES}`);
  if (rows.length === 0) throw notFound("image");
  return { items: [...rows].map(toNode), nextCursor: null };
}

const toNode = ({ createdAtMs, ...row }: Row): LineageNode => ({
  ...row,
  thumbnailUrl: `/media/${row.imageId}/thumbnail`,
  createdAt: new Date(createdAtMs).toISOString(),
});
