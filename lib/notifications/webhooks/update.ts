import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { checkAddress, lockOwnEndpoint } from "../internal/endpoints";
import { type EndpointRow, toEndpointView } from "../internal/views";
import { type EndpointView, updateEndpointInput } from "../schema";

/** Changes an own endpoint; what is absent stays. Switching it on again forgets the failures of before. */
export async function updateEndpoint({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateEndpointInput>;
}): Promise<EndpointView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { id, url, kinds, enabled } = updateEndpointInput.parse(input);
  const address = url === undefined ? undefined : checkAddress(url);
  return transact(ctx, async (inner, tx) => {
    const row = await lockOwnEndpoint(tx, userId, id);
    const [changed] = await tx
      .update(webhookEndpoints)
      .set({
        url: address ?? row.url,
        kinds: kinds ?? row.kinds,
        ...switched(row, enabled, ctx.now),
        updatedAt: ctx.now,
      })
      .where(eq(webhookEndpoints.id, id))
      .returning();
    if (!changed) broken("a locked endpoint is gone");
    const [before, after] = [toEndpointView(row), toEndpointView(changed)];
    await recordAudit(inner, tx, {
      action: "notifications.update-endpoint",
      subjectId: id,
      before: { url: before.url, kinds: before.kinds, enabled: before.enabled },
      after: { url: after.url, kinds: after.kinds, enabled: after.enabled },
    });
    return after;
  });
}

function switched(row: EndpointRow, enabled: boolean | undefined, now: Date): Partial<EndpointRow> {
  if (enabled === undefined || enabled === (row.disabledAt === null)) return {};
  return enabled
    ? { disabledAt: null, disabledBy: null, failures: 0 }
    : { disabledAt: now, disabledBy: "person" };
}
