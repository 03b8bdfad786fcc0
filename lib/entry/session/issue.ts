import type { SessionUser } from "@/lib/accounts/read";
import type { SignInMethod } from "@/lib/accounts/schema";
import { openSession } from "@/lib/accounts/sessions/open";
import { jobContext } from "../context";
import { addressOf, cookieValue } from "./headers";
import { readSession, type SessionClaims, sessionCookie, signSession } from "./token";

const seenBy = (headers: Headers) => ({
  userAgent: headers.get("user-agent") ?? "",
  address: addressOf(headers),
});

/**
 * Opens the row of a sign-in that the door has established, for the browser of these headers. The session whose
 * cookie it still holds ends, because the cookie is about to be overwritten.
 */
export async function recordSignIn(
  person: { userId: string; method: SignInMethod },
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
  const { userId, version, method } = person;
  return signSession({ userId, version, sessionId: await recordSignIn({ userId, method }, headers) });
}

/** A fresh token of the same session; one from before sessions had rows gets its row. */
export async function renewSession(
  claims: SessionClaims,
  user: SessionUser,
  headers: Headers,
): Promise<string> {
  const { sessionId } = claims;
  if (!user.session)
    await openSession({
      ctx: jobContext("session"),
      input: {
        id: sessionId,
        userId: user.id,
        method: user.hasPassword ? "password" : "wechat",
        ...seenBy(headers),
        since: new Date(claims.issuedAtS * 1000),
      },
    });
  return signSession({ userId: user.id, version: user.sessionVersion, sessionId });
}
