import { asc, desc } from "drizzle-orm";
import { executor } from "@/db/client";
import { styleTagAliases, styleTags } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { previewUrlOf } from "./previews/replace";
import type { AdminStyleTagView } from "./schema";

const MAX_TAGS = 1_000;

/** Every tag with its other names, also what is not offered, in the order of the composer. */
export async function listAllStyleTags({ ctx }: { ctx: Ctx }): Promise<AdminStyleTagView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const from = executor(ctx);
  const [rows, aliases] = await Promise.all([
    from
      .select()
      .from(styleTags)
      .orderBy(asc(styleTags.sortOrder), desc(styleTags.popularity), asc(styleTags.slug))
      .limit(MAX_TAGS),
    from.select().from(styleTagAliases).orderBy(asc(styleTagAliases.slug)).limit(10_000),
  ]);
  return rows.map((row) => ({
    ...{ slug: row.slug, name: row.name, nameEn: row.nameEn, category: row.category, type: row.type },
    ...{ promptFragment: row.promptFragment, sortOrder: row.sortOrder, isOffered: row.isOffered },
    popularity: row.popularity,
    previewUrl: previewUrlOf(row.slug, row.previewKey),
    aliases: aliases.filter(({ tagId }) => tagId === row.id).map(({ slug }) => slug),
    updatedAt: row.updatedAt.toISOString(),
  }));
}
