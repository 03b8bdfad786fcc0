import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { lockOwnEndpoint } from "../internal/endpoints";
import { newSecret, OVERLAP_MS, openSecrets, sealSecret } from "../internal/secrets";
import { type EndpointRow, toEndpointView } from "../internal/views";
import { type EndpointWithSecret, endpointIdInput } from "../schema";

/**
 * Gives an own endpoint another signing secret. The one of before signs beside it for 24 hours, so that no delivery is
 * lost while it is put in its place; the one before that, if it still did, stops at once.
 */
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
      .set({ secretSealed: sealSecret(secret, id, before(row, ctx.now)), updatedAt: ctx.now })
      .where(eq(webhookEndpoints.id, id));
    await recordAudit(inner, tx, { action: "notifications.rotate-endpoint-secret", subjectId: id });
    return { ...toEndpointView(row), secret };
  });
}

/** A secret that nobody can read any more has signed nothing lately either. */
function before({ id, secretSealed }: EndpointRow, now: Date) {
  try {
    return { secret: openSecrets(secretSealed, id, now)[0], until: new Date(now.getTime() + OVERLAP_MS) };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
