import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { lockOwnEndpoint } from "../internal/endpoints";
import { endpointIdInput } from "../schema";

/** Removes an own endpoint with its secret, its log and whatever waits to be sent to it. */
export async function deleteEndpoint({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof endpointIdInput>;
}): Promise<{ ok: true }> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { id } = endpointIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const { url, kinds } = await lockOwnEndpoint(tx, userId, id);
    await tx.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));
    await recordAudit(inner, tx, {
      action: "notifications.delete-endpoint",
      subjectId: id,
      before: { url, kinds },
    });
    return { ok: true as const };
  });
}
