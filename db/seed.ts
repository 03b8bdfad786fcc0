import { newId } from "@/lib/platform/ids";
import { db } from "./client";
import { styleTagAliases, styleTags } from "./schema";
import { seedStyleTags } from "./style-tags";

/**
 * Writes the reference data that every installation begins with. What is there stays as its operator has set it, and
 * a tag that was merged into another does not come back.
 */
export async function seedReferenceData(): Promise<{ styleTags: number }> {
  const merged = new Set(
    (await db().select({ slug: styleTagAliases.slug }).from(styleTagAliases)).map(({ slug }) => slug),
  );
  const rows = seedStyleTags
    .map((tag, sortOrder) => ({ ...tag, id: newId("styleTag"), sortOrder }))
    .filter(({ slug }) => !merged.has(slug));
  await db().insert(styleTags).values(rows).onConflictDoNothing({ target: styleTags.slug });
  return { styleTags: rows.length };
}
