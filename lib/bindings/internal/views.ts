import type { Actor } from "@/lib/platform/context";
import { stateAt } from "../rules";
import { type BindingView, bindingRefusals, type DeviceView, type OwnDeviceView } from "../schema";
import type { DeviceRow, SessionRow } from "./rows";

/** A device for itself. `isBound` is false as well while its member cannot be acted for. */
export const toOwnDeviceView = (
  device: Pick<DeviceRow, "id" | "name" | "platform" | "boundAt">,
  isBound: boolean,
): OwnDeviceView => ({
  id: device.id,
  name: device.name,
  platform: device.platform,
  isBound,
  boundAt: isBound ? (device.boundAt?.toISOString() ?? null) : null,
});

export const toDeviceView = (
  device: Pick<DeviceRow, "id" | "name" | "platform" | "boundAt" | "seenAt" | "createdAt">,
  actor: Actor,
): DeviceView => ({
  id: device.id,
  name: device.name,
  platform: device.platform,
  boundAt: (device.boundAt ?? device.createdAt).toISOString(),
  seenAt: device.seenAt?.toISOString() ?? null,
  isCurrent: actor.kind === "device" && actor.deviceId === device.id,
});

export const toRefusal = (code: string | null) => bindingRefusals.find((known) => known === code) ?? null;

/** A session for the client that asked. `device` is null for other purposes. */
export const toBindingView = (session: SessionRow, device: OwnDeviceView | null, now: Date): BindingView => ({
  id: session.id,
  purpose: session.purpose,
  state: stateAt(session, now),
  refusal: toRefusal(session.refusal),
  device,
  expiresAt: session.expiresAt.toISOString(),
});
