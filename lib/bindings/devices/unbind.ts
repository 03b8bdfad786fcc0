import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { devices } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Actor, Ctx } from "@/lib/platform/context";
import { notFound, unauthenticated } from "@/lib/platform/errors";
import { type DeviceRow, lockDevice } from "../internal/rows";
import { deviceIdInput } from "../schema";

/**
 * Takes a device away from its member; for the member and for the device itself. The client keeps its tokens and is
 * bound to nobody. Repeating it by the device answers ok; a device of somebody else is not found.
 */
export async function unbindDevice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deviceIdInput>;
}): Promise<{ ok: true }> {
  if (ctx.actor.kind === "anonymous") throw unauthenticated();
  const { id } = deviceIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const device = await lockDevice(tx, id);
    if (!device || !mayUnbind(ctx.actor, device)) throw notFound("device");
    await setUnbound(inner, tx, device);
    return { ok: true as const };
  });
}

const mayUnbind = (actor: Actor, device: DeviceRow): boolean =>
  actor.kind === "device"
    ? actor.deviceId === device.id
    : actor.kind === "user" && device.userId === actor.userId;

/** The write of every unbinding; the device is locked. */
export async function setUnbound(ctx: Ctx, tx: Transaction, device: DeviceRow): Promise<void> {
  if (device.userId === null) return;
  await tx
    .update(devices)
    .set({ userId: null, boundAt: null, updatedAt: ctx.now })
    .where(eq(devices.id, device.id));
  const before = { userId: device.userId };
  await recordAudit(ctx, tx, { action: "bindings.unbind-device", subjectId: device.id, before });
}
