import { sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { checkAddress } from "../internal/endpoints";
import { newSecret, sealSecret } from "../internal/secrets";
import { toEndpointView } from "../internal/views";
import { MAX_ENDPOINTS } from "../rules";
import { createEndpointInput, type EndpointWithSecret, type NotificationRefusal } from "../schema";

/**
 * Keeps an address of a person's own that is told what happens to them. The answer is the only one that holds its
 * signing secret. Nothing is connected to. Refuses the sixth one.
 */
export async function createEndpoint({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createEndpointInput>;
}): Promise<EndpointWithSecret | NotificationRefusal> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { url: given, kinds } = createEndpointInput.parse(input);
  const url = checkAddress(given);
  const secret = newSecret();
  return transact(ctx, async (inner, tx) => {
    // Counted one after the other per person, so that two at once cannot both be the fifth.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`webhook-endpoints:${userId}`}, 0))`,
    );
    const own = await tx.$count(webhookEndpoints, sql`${webhookEndpoints.userId} = ${userId}`);
    if (own >= MAX_ENDPOINTS) return { ok: false as const, reason: "too_many_endpoints" as const };
    const id = newId("webhookEndpoint", ctx.now.getTime());
    const [row] = await tx
      .insert(webhookEndpoints)
      .values({
        id,
        userId,
        url,
        kinds,
        secretSealed: sealSecret(secret, id),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning();
    if (!row) broken("insert returned no endpoint");
    await recordAudit(inner, tx, {
      action: "notifications.create-endpoint",
      subjectId: id,
      after: { url, kinds },
    });
    return { ...toEndpointView(row), secret };
  });
}
