import type { SessionUser } from "@/lib/accounts/read";
import type { SignInMethod } from "@/lib/accounts/schema";
import { openSession } from "@/lib/accounts/sessions/open";
import { AppError } from "@/lib/platform/errors";
import { jobContext } from "../context";
import { addressOf, cookieValue } from "./headers";
import { readSession, type SessionClaims, sessionCookie, signSession } from "./token";

const seenBy = (headers: Headers) => ({
  userAgent: headers.get("user-agent") ?? "",
  address: addressOf(headers),
});

/**
 * Opens the row of a sign-in that the door has established, for the browser of these headers. The session whose
 * cookie it still holds ends, because the cookie is about to be overwritten. 401 where the person's sessions have ended
 * since the door looked at `version`.
 */
export async function recordSignIn(
  person: { userId: string; version: number; method: SignInMethod },
  headers: Headers,
): Promise<string> {
  const cookie = cookieValue(headers.get("cookie"), sessionCookie().name);
  const before = cookie ? await readSession(cookie) : null;
  const replaces = before ? { id: before.sessionId, userId: before.userId } : null;
  const input = { ...person, ...seenBy(headers), replaces };
  return (await openSession({ ctx: jobContext("session"), input })).sessionId;
}

/** The same, as the token that the browser is to store. */
export async function issueSession(
  person: { userId: string; version: number; method: SignInMethod },
  headers: Headers,
): Promise<string> {
  const { userId, version } = person;
  return signSession({ userId, version, sessionId: await recordSignIn(person, headers) });
}

/**
 * The session that a living token stands for. One from before sessions had rows gets its row, so that whatever
 * replaces it names one and can be seen and ended; null where the person's sessions have ended meanwhile.
 */
export async function nameSession(
  claims: SessionClaims,
  user: SessionUser,
  headers: Headers,
): Promise<string | null> {
  if (user.session) return user.session.id;
  const input = {
    id: claims.sessionId,
    userId: user.id,
    version: user.sessionVersion,
    method: user.hasPassword ? "password" : "wechat",
    ...seenBy(headers),
    since: new Date(claims.issuedAtS * 1000),
  } as const;
  try {
    return (await openSession({ ctx: jobContext("session"), input })).sessionId;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A fresh token of the same session; null where it has none any more. */
export async function renewSession(
  claims: SessionClaims,
  user: SessionUser,
  headers: Headers,
): Promise<string | null> {
  const sessionId = await nameSession(claims, user, headers);
  return sessionId && signSession({ userId: user.id, version: user.sessionVersion, sessionId });
}
