import { touchDevice } from "@/lib/accounts/members/touch-device";
import { findSessionDevice, findSessionUser, type SessionUser } from "@/lib/accounts/read";
import { DEVICE_SEEN_EVERY_MS, SESSION_SEEN_EVERY_MS } from "@/lib/accounts/rules";
import { touchSession } from "@/lib/accounts/sessions/touch";
import type { Actor, Ctx, DeviceActor, UserActor } from "@/lib/platform/context";
import { requestContext } from "../context";
import { readDeviceToken } from "./device-token";
import { addressOf, cookieValue } from "./headers";
import { renewSession } from "./issue";
import { readSession, type SessionClaims, sessionCookie, sessionSetCookie, wantsRotation } from "./token";
import { readViewAs } from "./view-as";

export interface ResolvedSession {
  actor: Extract<Actor, { kind: "user" | "anonymous" | "device" }>;
  /** True when the session came with a cookie, which browsers also send for foreign pages. */
  byCookie: boolean;
  /** Of an installed client: the system that it runs on. */
  platform?: string;
  /** A Set-Cookie value when the token is due for a fresh one. */
  rotate?: string;
}

/**
 * Who calls: a bearer token first (a person's session or a client's access token), then the session cookie; anything
 * invalid, ended or revoked is anonymous. Keys of programs are no sessions: see `resolveCaller`.
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
    return device ? { ...device, byCookie: false } : anonymous;
  }
  const ctx = requestContext(anonymous.actor, requestId);
  const user = await findLiving(ctx, claims);
  if (!user) return anonymous;
  const fresh =
    !bearer && wantsRotation(claims, ctx.now) ? await renewSession(claims, user, headers) : undefined;
  if (fresh === null) return anonymous;
  if (user.session && ctx.now.getTime() - user.session.seenAt.getTime() >= SESSION_SEEN_EVERY_MS) {
    const userAgent = headers.get("user-agent") ?? "";
    await touchSession({ ctx, input: { sessionId: user.session.id, userAgent, address } });
  }
  const own = {
    kind: "user",
    userId: user.id,
    plan: user.plan,
    role: user.role,
    address,
    ...(user.session ? { sessionId: user.session.id } : {}),
  } as const;
  const seen = !bearer && own.role === "admin" ? await findSeen(ctx, headers, own) : null;
  return { actor: seen ?? own, byCookie: !bearer, rotate: fresh && sessionSetCookie(fresh) };
}

/** Whom an admin has chosen to see the product as, in this very session; null for everybody else. */
async function findSeen(ctx: Ctx, headers: Headers, admin: UserActor): Promise<UserActor | null> {
  const view = await readViewAs(headers);
  if (!view || view.adminId !== admin.userId || view.sessionId !== admin.sessionId) return null;
  const user = await findSessionUser(ctx, view.userId);
  if (!user) return null;
  const { address } = admin;
  return { kind: "user", userId: user.id, plan: user.plan, role: "user", address, viewedBy: admin.userId };
}

/**
 * Whose session a token is and its row; null when the person is gone or suspended, when their version is another, and
 * when the session has ended. A token that names its row needs one that is there; one from before there were rows
 * goes on without, until it is replaced.
 */
export async function findLiving(ctx: Ctx, claims: SessionClaims): Promise<SessionUser | null> {
  const user = await findSessionUser(ctx, claims.userId, claims.sessionId);
  if (!user || user.sessionVersion !== claims.version) return null;
  if (user.session ? user.session.endedAt !== null : claims.isNamed) return null;
  return user;
}

/** The device of a client's access token and whom it acts for now; its last visit is noted by the way. */
async function findDevice(
  token: string,
  address: string,
  requestId: string,
): Promise<{ actor: DeviceActor; platform: string } | null> {
  const claims = await readDeviceToken(token);
  if (!claims) return null;
  const ctx = requestContext({ kind: "anonymous", address }, requestId);
  const device = await findSessionDevice(ctx, claims.deviceId);
  if (!device || device.tokenVersion !== claims.version) return null;
  if (ctx.now.getTime() - (device.seenAt?.getTime() ?? 0) >= DEVICE_SEEN_EVERY_MS)
    await touchDevice({ ctx, input: { deviceId: device.id } });
  const { id: deviceId, userId, plan, platform } = device;
  return { actor: { kind: "device", deviceId, userId, plan, address }, platform };
}
