import { and, eq, gt, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { passwordRecoveries, users } from "@/db/schema";
import { sha256Hex } from "@/lib/platform/crypto";

/** Whose password a mailed token may set at `now`; undefined for used, expired and unknown tokens. */
export async function findOpenRecovery(
  on: Executor,
  token: string,
  now: Date,
  lock?: "lock",
): Promise<{ userId: string } | undefined> {
  const query = on
    .select({ userId: users.id })
    .from(passwordRecoveries)
    .innerJoin(users, eq(users.id, passwordRecoveries.userId))
    .where(
      and(
        eq(passwordRecoveries.tokenHash, sha256Hex(token)),
        isNull(passwordRecoveries.usedAt),
        gt(passwordRecoveries.expiresAt, now),
        eq(users.status, "active"),
      ),
    );
  const [found] = await (lock ? query.for("update") : query);
  return found;
}
