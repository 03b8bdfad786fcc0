import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { devices } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { lockDevice } from "../internal/rows";
import { toDeviceView } from "../internal/views";
import { type DeviceView, renameDeviceInput } from "../schema";

/** Gives a device of the acting member another name, which lasts until the client registers again. */
export async function renameDevice({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof renameDeviceInput>;
}): Promise<DeviceView> {
  const userId = requireUser(ctx.actor);
  const { id, name } = renameDeviceInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const device = await lockDevice(tx, id);
    if (device?.userId !== userId) throw notFound("device");
    if (device.name !== name) {
      await tx.update(devices).set({ name, updatedAt: ctx.now }).where(eq(devices.id, id));
      const change = { before: { name: device.name }, after: { name } };
      await recordAudit(inner, tx, { action: "bindings.rename-device", subjectId: id, ...change });
    }
    return toDeviceView({ ...device, name }, ctx.actor);
  });
}
