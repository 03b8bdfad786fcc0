import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { lockOwnEndpoint } from "../internal/endpoints";
import { newSecret, sealSecret } from "../internal/secrets";
import { toEndpointView } from "../internal/views";
import { type EndpointWithSecret, endpointIdInput } from "../schema";

/** Gives an own endpoint another signing secret; the one of before signs nothing any more from now on. */
export async function rotateEndpointSecret({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof endpointIdInput>;
}): Promise<EndpointWithSecret> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { id } = endpointIdInput.parse(input);
  const secret = newSecret();
  return transact(ctx, async (inner, tx) => {
    const row = await lockOwnEndpoint(tx, userId, id);
    await tx
      .update(webhookEndpoints)
      .set({ secretSealed: sealSecret(secret, id), updatedAt: ctx.now })
      .where(eq(webhookEndpoints.id, id));
    await recordAudit(inner, tx, { action: "notifications.rotate-endpoint-secret", subjectId: id });
    return { ...toEndpointView(row), secret };
  });
}
