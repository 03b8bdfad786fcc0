import { findSessionUser } from "@/lib/accounts/read";
import type { Actor } from "@/lib/platform/context";
import { requestContext } from "../context";
import { readSession, sessionCookie, sessionSetCookie, signSession, wantsRotation } from "./token";

/** The caller's address: the last hop of X-Forwarded-For, which the server or its trusted proxy wrote. */
export const addressOf = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";

export interface ResolvedSession {
  actor: Extract<Actor, { kind: "user" | "anonymous" }>;
  /** True when the session came with a cookie, which browsers also send for foreign pages. */
  byCookie: boolean;
  /** A Set-Cookie value when the token is due for a fresh one. */
  rotate?: string;
}

/** Who calls: a bearer token first, then the session cookie; anything invalid or revoked is anonymous. */
export async function resolveSession(headers: Headers, requestId: string): Promise<ResolvedSession> {
  const address = addressOf(headers);
  const anonymous: ResolvedSession = { actor: { kind: "anonymous", address }, byCookie: false };
  const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get("authorization") ?? "")?.[1];
  const token = bearer ?? cookieValue(headers.get("cookie"), sessionCookie().name);
  if (!token) return anonymous;
  const claims = await readSession(token);
  if (!claims) return anonymous;
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

function cookieValue(header: string | null, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
