import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { styleTagAliases, styleTags } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";

export type StyleTagRow = typeof styleTags.$inferSelect;

/** Held by everybody who adds, renames into or merges slugs: a slug is a tag or the old name of one, never both. */
export const lockSlugs = (tx: Transaction): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('styles:slugs', 0))`);

/** A tag by its own slug, locked until the transaction ends. */
export async function lockTag(tx: Transaction, slug: string): Promise<StyleTagRow> {
  const [row] = await tx.select().from(styleTags).where(eq(styleTags.slug, slug)).for("update");
  if (!row) throw notFound("style tag");
  return row;
}

/** Two tags by their slugs, locked in the order in which everybody locks several. */
export async function lockTags(
  tx: Transaction,
  [one, two]: readonly [string, string],
): Promise<[StyleTagRow | undefined, StyleTagRow | undefined]> {
  const rows = await tx
    .select()
    .from(styleTags)
    .where(inArray(styleTags.slug, [one, two]))
    .orderBy(asc(styleTags.id))
    .for("update");
  return [rows.find(({ slug }) => slug === one), rows.find(({ slug }) => slug === two)];
}

/** Slugs that were merged into a tag. */
export async function aliasesOf(tx: Transaction, tagId: string): Promise<string[]> {
  const rows = await tx
    .select({ slug: styleTagAliases.slug })
    .from(styleTagAliases)
    .where(eq(styleTagAliases.tagId, tagId));
  return rows.map(({ slug }) => slug);
}

export async function isAlias(tx: Transaction, slug: string): Promise<boolean> {
  const rows = await tx
    .select({ slug: styleTagAliases.slug })
    .from(styleTagAliases)
    .where(eq(styleTagAliases.slug, slug));
  return rows.length > 0;
}

/** What the audit log says of a tag. */
export const factsOf = (row: StyleTagRow) => ({
  ...{ name: row.name, nameEn: row.nameEn, category: row.category, type: row.type },
  ...{ promptFragment: row.promptFragment, sortOrder: row.sortOrder, isOffered: row.isOffered },
});

/** Everything about a tag that is removed: nobody can look it up afterwards. */
export const allFactsOf = (row: StyleTagRow, aliases: readonly string[]) => ({
  ...{ slug: row.slug, ...factsOf(row), popularity: row.popularity, previewKey: row.previewKey },
  ...{ aliases, createdAt: row.createdAt.toISOString() },
});

/** Of two descriptions only what differs. */
export function changed<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const names = (Object.keys(after) as (keyof T)[]).filter((name) => before[name] !== after[name]);
  const pick = (from: T) => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
