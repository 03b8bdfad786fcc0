import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { requirePermission, requirePerson, VIEW_AS_MS } from "../rules";
import type { openViewInput } from "../schema";

/**
 * Lets an admin see the product as somebody else sees it, for half an hour and without writing anything: the door
 * keeps to that. It stands in the audit log of both. Refused with `cannot_view` for themselves and for accounts that
 * are not active, whose pages nobody sees.
 */
export async function openView({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof openViewInput>;
}): Promise<{ userId: string; until: Date } | { ok: false; reason: "cannot_view" }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const adminId = requirePerson(ctx.actor);
  const until = new Date(ctx.now.getTime() + VIEW_AS_MS);
  return transact(ctx, async (inner, tx) => {
    const [user] = await tx
      .select({ id: users.id, status: users.status })
      .from(users)
      .where(eq(users.id, input.userId));
    if (!user) throw notFound("account");
    if (user.id === adminId || user.status !== "active")
      return { ok: false as const, reason: "cannot_view" as const };
    await recordAudit(inner, tx, {
      action: "accounts.view-as",
      subjectId: user.id,
      before: { until: null },
      after: { until: until.toISOString() },
      reason: input.reason,
    });
    return { userId: user.id, until };
  });
}
