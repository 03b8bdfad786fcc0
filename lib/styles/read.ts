import { asc, desc, ilike, inArray, or } from "drizzle-orm";
import type { z } from "zod";
import { executor, replica } from "@/db/client";
import { styleTags } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/errors";
import type { listStyleTagsInput, StyleTagView } from "./schema";

const MAX_TAGS = 200;

/** Style tags for the composer, in their own order, or those whose zh or en name contains `q`. */
export async function listStyleTags({
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listStyleTagsInput>;
}): Promise<{ items: StyleTagView[]; nextCursor: null }> {
  const pattern = input.q ? `%${input.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` : undefined;
  const items = await replica()
    .select({
      slug: styleTags.slug,
      name: styleTags.name,
      nameEn: styleTags.nameEn,
      category: styleTags.category,
      type: styleTags.type,
    })
    .from(styleTags)
    .where(pattern ? or(ilike(styleTags.name, pattern), ilike(styleTags.nameEn, pattern)) : undefined)
    .orderBy(asc(styleTags.sortOrder), desc(styleTags.popularity), asc(styleTags.slug))
    .limit(MAX_TAGS);
  return { items, nextCursor: null };
}

/** Prompt fragments of tags by slug; an unknown slug is a 400 on the field `styleTags`. */
export async function getPromptFragments(ctx: Ctx, slugs: string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await executor(ctx)
    .select({ slug: styleTags.slug, fragment: styleTags.promptFragment })
    .from(styleTags)
    .where(inArray(styleTags.slug, slugs));
  const known = new Map(rows.map((row) => [row.slug, row.fragment]));
  const unknown = slugs.filter((slug) => !known.has(slug));
  if (unknown.length > 0) throw invalidInput({ styleTags: `unknown: ${unknown.join(", ")}` });
  return slugs.flatMap((slug) => known.get(slug) ?? []);
}
