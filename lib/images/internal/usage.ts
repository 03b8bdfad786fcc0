import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { storageUsage } from "@/db/schema";

export interface Usage {
  bytes: number;
  images: number;
}

/**
 * What a person's images take, locked until the transaction ends. Everything that adds or removes images takes this
 * lock first and the images' rows after it, so that the count is exact and nobody waits in a ring.
 */
export async function lockUsage(tx: Transaction, userId: string, now: Date): Promise<Usage> {
  const [row] = await tx
    .insert(storageUsage)
    .values({ userId, updatedAt: now })
    .onConflictDoUpdate({ target: storageUsage.userId, set: { updatedAt: now } })
    .returning({ bytes: storageUsage.bytes, images: storageUsage.images });
  return row ?? { bytes: 0, images: 0 };
}

/** Counts images that came (or, negative, went) in the transaction that locked the count. */
export async function changeUsage(tx: Transaction, userId: string, by: Usage): Promise<void> {
  await tx
    .update(storageUsage)
    .set({
      // A count that was wrong must not keep somebody from removing a picture; the night counts anew.
      bytes: sql`greatest(0, ${storageUsage.bytes} + ${by.bytes})`,
      images: sql`greatest(0, ${storageUsage.images} + ${by.images})`,
    })
    .where(eq(storageUsage.userId, userId));
}
