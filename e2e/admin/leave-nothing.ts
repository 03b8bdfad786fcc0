import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { apiConfigs, styleTags } from "@/db/schema";

/** Takes styles out of everybody's composer, however their test came out. */
export async function withdrawStyles(slugs: readonly string[]): Promise<void> {
  if (slugs.length === 0) return;
  await db()
    .update(styleTags)
    .set({ isOffered: false })
    .where(inArray(styleTags.slug, [...slugs]));
}

/** Removes configs of vendors by their names with their ways to models, however their test came out. */
export async function removeConfigs(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await db()
    .delete(apiConfigs)
    .where(inArray(apiConfigs.name, [...names]));
}
