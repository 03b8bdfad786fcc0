import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { imageReports } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { resolveReportsInput } from "./schema";

/**
 * Closes the open reports of an image with what was decided. Taking it down is the publishing module's verb, whose
 * transaction this one shares. Returns how many were open.
 */
export async function resolveReports({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof resolveReportsInput>;
}): Promise<{ resolved: number }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, resolution, reason } = resolveReportsInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const rows = await tx
      .update(imageReports)
      .set({ resolvedAt: inner.now, resolution, resolvedBy: describeActor(inner.actor).id })
      .where(and(eq(imageReports.imageId, id), isNull(imageReports.resolvedAt)))
      .returning({ id: imageReports.id });
    if (rows.length > 0)
      await recordAudit(inner, tx, {
        action: "gallery.reports.resolved",
        subjectId: id,
        before: { openReports: rows.length, resolution: null },
        after: { openReports: 0, resolution },
        reason,
      });
    return { resolved: rows.length };
  });
}
