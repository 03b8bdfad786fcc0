import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { channels } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { lockPlatformChannel, toChannelView } from "./internal/platform-channel";
import { type ChannelView, resetCircuitInput } from "./schema";

/** Lets a way of the platform be asked again at once. One whose circuit is closed stays as it is. */
export async function resetCircuit({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof resetCircuitInput>;
}): Promise<ChannelView> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = resetCircuitInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const { row, configName } = await lockPlatformChannel(tx, id);
    const { circuit, circuitReason, circuitUntil, circuitOpens } = row;
    if (circuit === "closed" && circuitOpens === 0) return toChannelView(row, configName);
    const after = { circuit: "closed" as const, circuitReason: null, circuitUntil: null, circuitOpens: 0 };
    const [changed] = await tx
      .update(channels)
      .set({ ...after, updatedAt: ctx.now })
      .where(eq(channels.id, id))
      .returning();
    await recordAudit(inner, tx, {
      ...{ action: "channels.reset-circuit", subjectId: id, after, reason },
      before: { circuit, circuitReason, circuitUntil, circuitOpens },
    });
    return toChannelView(changed ?? broken("a locked channel is gone"), configName);
  });
}
