import { and, asc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generatedImages } from "@/db/schema";

/**
 * Those of `ids` that are this person's, are not being removed for good and meet the conditions, locked in the order
 * of their ids, so that two bulk changes of the same images wait for each other instead of in a ring.
 */
export async function lockImages(
  tx: Transaction,
  userId: string,
  ids: readonly string[],
  ...conditions: SQL[]
): Promise<string[]> {
  const rows = await tx
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(
      and(
        inArray(generatedImages.id, [...ids]),
        eq(generatedImages.userId, userId),
        isNull(generatedImages.purgingAt),
        ...conditions,
      ),
    )
    .orderBy(asc(generatedImages.id))
    .for("update");
  return rows.map((row) => row.id);
}
