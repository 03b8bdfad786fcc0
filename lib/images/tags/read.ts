import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import type { imageTagList } from "../schema";

const MAX_LISTED = 200;

/** The actor's own tags with how many images outside the trash bear each, most used first; at most 200. */
export async function listTags({ ctx }: { ctx: Ctx }): Promise<z.infer<typeof imageTagList>> {
  requirePermission(ctx.actor, "READ_USER");
  const query: SQL = sql`
    select t.tag, count(*)::int as images
    from ${generatedImages} i cross join unnest(i.tags) as t(tag)
    where i.user_id = ${requireUser(ctx.actor)} and i.tags <> '{}' and i.deleted_at is null
    group by t.tag order by images desc, t.tag limit ${MAX_LISTED}`;
  const rows = await executor(ctx).execute<{ tag: string; images: number }>(query);
  return { items: rows.map(({ tag, images }) => ({ tag, images })), nextCursor: null };
}
