import { transact } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx, DeviceActor } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { endAccessTokens, endRefreshTokens } from "../internal/device-tokens";
import { lockDevice } from "../internal/rows";
import { setUnbound } from "./unbind";

/**
 * Signs the acting client off: it is bound to nobody, and every token of it ends at once. Its secret still works, so
 * that it can begin again.
 */
export async function revokeDevice({ ctx }: { ctx: Ctx<DeviceActor> }): Promise<{ ok: true }> {
  const { deviceId } = ctx.actor;
  return transact(ctx, async (inner, tx) => {
    const device = await lockDevice(tx, deviceId);
    if (!device) throw notFound("device");
    await setUnbound(inner, tx, device);
    await endRefreshTokens(inner, tx, deviceId);
    await endAccessTokens(inner, tx, deviceId);
    await recordAudit(inner, tx, { action: "bindings.revoke-device", subjectId: deviceId });
    return { ok: true as const };
  });
}
