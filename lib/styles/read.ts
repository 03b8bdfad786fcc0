import { and, asc, desc, eq, ilike, inArray, or } from "drizzle-orm";
import type { z } from "zod";
import { type Executor, executor, replica } from "@/db/client";
import { styleTagAliases, styleTags } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/errors";
import type { listStyleTagsInput, StyleTagView } from "./schema";

const MAX_TAGS = 200;

const columns = {
  slug: styleTags.slug,
  name: styleTags.name,
  nameEn: styleTags.nameEn,
  category: styleTags.category,
  type: styleTags.type,
};

/** Style tags on offer for the composer, in their own order, or those whose zh or en name contains `q`. */
export async function listStyleTags({
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listStyleTagsInput>;
}): Promise<{ items: StyleTagView[]; nextCursor: null }> {
  const pattern = input.q ? `%${input.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` : undefined;
  const items = await replica()
    .select(columns)
    .from(styleTags)
    .where(
      and(
        eq(styleTags.isOffered, true),
        pattern ? or(ilike(styleTags.name, pattern), ilike(styleTags.nameEn, pattern)) : undefined,
      ),
    )
    .orderBy(asc(styleTags.sortOrder), desc(styleTags.popularity), asc(styleTags.slug))
    .limit(MAX_TAGS);
  return { items, nextCursor: null };
}

/**
 * The tags behind slugs, in their order: also those that are not offered any more, and for the slug of a merged one
 * the tag that it became. A slug that never was is left out, and a tag comes once.
 */
export async function findStyleTags(from: Executor, slugs: readonly string[]): Promise<StyleTagView[]> {
  if (slugs.length === 0) return [];
  const current = await currentSlugs(from, slugs);
  const wanted = [...new Set(slugs.map((slug) => current.get(slug) ?? slug))];
  const rows = await from.select(columns).from(styleTags).where(inArray(styleTags.slug, wanted));
  return wanted.flatMap((slug) => rows.find((row) => row.slug === slug) ?? []);
}

/** Of slugs that were merged away the slug of the tag that they became. */
export async function currentSlugs(from: Executor, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  const rows = await from
    .select({ alias: styleTagAliases.slug, slug: styleTags.slug })
    .from(styleTagAliases)
    .innerJoin(styleTags, eq(styleTags.id, styleTagAliases.tagId))
    .where(inArray(styleTagAliases.slug, [...slugs]));
  return new Map(rows.map(({ alias, slug }) => [alias, slug]));
}

/** Prompt fragments of tags by slug; an unknown slug is a 400 on the field `styleTags`. */
export async function getPromptFragments(ctx: Ctx, slugs: string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const from = executor(ctx);
  const current = await currentSlugs(from, slugs);
  const wanted = [...new Set(slugs.map((slug) => current.get(slug) ?? slug))];
  const rows = await from
    .select({ slug: styleTags.slug, fragment: styleTags.promptFragment })
    .from(styleTags)
    .where(inArray(styleTags.slug, wanted));
  const known = new Map(rows.map((row) => [row.slug, row.fragment]));
  const unknown = wanted.filter((slug) => !known.has(slug));
  if (unknown.length > 0) throw invalidInput({ styleTags: `unknown: ${unknown.join(", ")}` });
  return wanted.flatMap((slug) => known.get(slug) ?? []);
}

/** The same for pages: what tags are called that stand in images and addresses. */
export const listStyleTagsOf = ({
  input,
}: {
  ctx: Ctx;
  input: { slugs: readonly string[] };
}): Promise<StyleTagView[]> => findStyleTags(replica(), input.slugs);
