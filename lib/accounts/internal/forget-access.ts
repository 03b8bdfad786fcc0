import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys, userSessions } from "@/db/schema";

/** Removes the sessions and the keys of somebody who leaves: they hold addresses, browsers and names. */
export async function forgetAccess(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(userSessions).where(eq(userSessions.userId, userId));
  await tx.delete(apiKeys).where(eq(apiKeys.userId, userId));
}
