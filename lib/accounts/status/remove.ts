import type { z } from "zod";
import { transact } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isRefused, lockTarget, type TargetRefusal } from "../internal/admins";
import { closeRow } from "../internal/close-row";
import { requirePermission } from "../rules";
import { removeAccountInput } from "../schema";

/**
 * Deletes the account of somebody else as `deleteAccount` does one's own. `confirm` is their username, typed, so that
 * it is this person who is meant. Repeating it answers ok.
 */
export async function removeAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof removeAccountInput>;
}): Promise<{ ok: true } | TargetRefusal | { ok: false; reason: "confirmation_wrong" }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, confirm, reason } = removeAccountInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const target = await lockTarget(inner, tx, { userId, closed: "welcome" });
    if (isRefused(target)) return target;
    if (target.status === "deleted") return { ok: true as const };
    if (confirm !== target.username) return { ok: false as const, reason: "confirmation_wrong" as const };
    await closeRow(tx, userId, ctx.now);
    // No name and no address: the log outlives the person's data.
    await recordAudit(inner, tx, {
      action: "users.delete",
      subjectId: userId,
      before: { status: target.status, role: target.role, plan: target.plan },
      after: { status: "deleted", role: "user" },
      reason,
    });
    return { ok: true as const };
  });
}
