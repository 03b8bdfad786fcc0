import { and, eq, isNull, lt, or } from "drizzle-orm";
import { executor } from "@/db/client";
import { devices } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { DEVICE_SEEN_EVERY_MS } from "../rules";

/** Notes that a client was here; at most once a minute, however often it calls. */
export async function touchDevice({ ctx, input }: { ctx: Ctx; input: { deviceId: string } }): Promise<void> {
  const before = new Date(ctx.now.getTime() - DEVICE_SEEN_EVERY_MS);
  await executor(ctx)
    .update(devices)
    .set({ seenAt: ctx.now })
    .where(and(eq(devices.id, input.deviceId), or(isNull(devices.seenAt), lt(devices.seenAt, before))));
}
