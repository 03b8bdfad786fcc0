import { sql } from "drizzle-orm";
import { newId } from "@/lib/platform/ids";
import { db } from "./client";
import { styleTags } from "./schema";
import { seedStyleTags } from "./style-tags";

/** Writes the reference data that every installation needs; repeating it brings texts up to date. */
export async function seedReferenceData(): Promise<{ styleTags: number }> {
  const rows = seedStyleTags.map((tag, sortOrder) => ({ ...tag, id: newId("styleTag"), sortOrder }));
  await db()
    .insert(styleTags)
    .values(rows)
    .onConflictDoUpdate({
      target: styleTags.slug,
      set: {
        name: sql`excluded.name`,
        nameEn: sql`excluded.name_en`,
        category: sql`excluded.category`,
        type: sql`excluded.type`,
        promptFragment: sql`excluded.prompt_fragment`,
        sortOrder: sql`excluded.sort_order`,
        updatedAt: sql`now()`,
      },
    });
  return { styleTags: rows.length };
}
