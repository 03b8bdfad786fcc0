import { and, eq, isNull, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { userSessions } from "@/db/schema";

/** Ends the sessions of a person, all of them or all but one. Their rows stay for a month and are shown no more. */
export async function endSessions(
  tx: Transaction,
  { userId, now, except }: { userId: string; now: Date; except?: string | undefined },
): Promise<void> {
  const { userId: owner, endedAt, id } = userSessions;
  await tx
    .update(userSessions)
    .set({ endedAt: now })
    .where(and(eq(owner, userId), isNull(endedAt), except ? ne(id, except) : undefined));
}
