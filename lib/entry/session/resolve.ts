import { touchDevice } from "@/lib/accounts/members/touch-device";
import { findSessionDevice, findSessionUser } from "@/lib/accounts/read";
import { DEVICE_SEEN_EVERY_MS } from "@/lib/accounts/rules";
import type { Actor, DeviceActor } from "@/lib/platform/context";
import { requestContext } from "../context";
import { readDeviceToken } from "./device-token";
import { readSession, sessionCookie, sessionSetCookie, signSession, wantsRotation } from "./token";

/** The caller's address: the last hop of X-Forwarded-For, which the server or its trusted proxy wrote. */
export const addressOf = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";

export interface ResolvedSession {
  actor: Extract<Actor, { kind: "user" | "anonymous" | "device" }>;
  /** True when the session came with a cookie, which browsers also send for foreign pages. */
  byCookie: boolean;
  /** A Set-Cookie value when the token is due for a fresh one. */
  rotate?: string;
}

/**
 * Who calls: a bearer token first (a person's session or a client's access token), then the session cookie; anything
 * invalid or revoked is anonymous.
 */
export async function resolveSession(headers: Headers, requestId: string): Promise<ResolvedSession> {
  const address = addressOf(headers);
  const anonymous: ResolvedSession = { actor: { kind: "anonymous", address }, byCookie: false };
  const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get("authorization") ?? "")?.[1];
  const token = bearer ?? cookieValue(headers.get("cookie"), sessionCookie().name);
  if (!token) return anonymous;
  const claims = await readSession(token);
  if (!claims) {
    const device = bearer ? await findDevice(bearer, address, requestId) : null;
    return device ? { actor: device, byCookie: false } : anonymous;
  }
  const ctx = requestContext(anonymous.actor, requestId);
  const user = await findSessionUser(ctx, claims.userId);
  if (!user || user.sessionVersion !== claims.version) return anonymous;
  const rotate =
    !bearer && wantsRotation(claims, ctx.now)
      ? sessionSetCookie(await signSession({ userId: user.id, version: user.sessionVersion }, ctx.now))
      : undefined;
  return {
    actor: { kind: "user", userId: user.id, plan: user.plan, role: user.role, address },
    byCookie: !bearer,
    rotate,
  };
}

/** The device of a client's access token and whom it acts for now; its last visit is noted by the way. */
async function findDevice(token: string, address: string, requestId: string): Promise<DeviceActor | null> {
  const claims = await readDeviceToken(token);
  if (!claims) return null;
  const ctx = requestContext({ kind: "anonymous", address }, requestId);
  const device = await findSessionDevice(ctx, claims.deviceId);
  if (!device || device.tokenVersion !== claims.version) return null;
  if (ctx.now.getTime() - (device.seenAt?.getTime() ?? 0) >= DEVICE_SEEN_EVERY_MS)
    await touchDevice({ ctx, input: { deviceId: device.id } });
  return { kind: "device", deviceId: device.id, userId: device.userId, plan: device.plan, address };
}

/** The value of a cookie in a Cookie header; undefined without it. */
export function cookieValue(header: string | null, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
