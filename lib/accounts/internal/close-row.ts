import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { anonymised } from "../rules";
import { forgetAccess } from "./forget-access";

/** Leaves of an account a row without name, address and password, and no way in. */
export async function closeRow(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx
    .update(users)
    .set({
      ...anonymised(userId),
      passwordHash: null,
      role: "user",
      status: "deleted",
      suspendedAt: null,
      suspensionMessage: null,
      sessionVersion: sql`${users.sessionVersion} + 1`,
      deletedAt: now,
      updatedAt: now,
    })
    .where(eq(users.id, userId));
  await tx.delete(passwordRecoveries).where(eq(passwordRecoveries.userId, userId));
  await forgetAccess(tx, userId);
}
