import { jwtVerify, SignJWT } from "jose";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";

export const SESSION_MAX_AGE_S = 30 * 24 * 3600;
const ROTATE_AFTER_S = 24 * 3600;
const ISSUER = "xintu";

/** What a session token says. `version` is compared with the user's, so that it can be revoked. */
export interface SessionClaims {
  userId: string;
  version: number;
  issuedAtS: number;
  /** The row of this sign-in. */
  sessionId: string;
  /** Whether the token says so itself; one from before sessions had rows names the row that it would get. */
  isNamed: boolean;
}

const key = (secret: string) => new TextEncoder().encode(secret);

/**
 * Signs a session as JWT HS256, valid for 30 days from `now`. Without `sessionId` it is one without a row, which no
 * door hands out any more.
 */
export function signSession(
  claims: { userId: string; version: number; sessionId?: string },
  now: Date = new Date(),
): Promise<string> {
  const issuedAtS = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ver: claims.version, ...(claims.sessionId ? { sid: claims.sessionId } : {}) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setSubject(claims.userId)
    .setJti(randomToken(12))
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + SESSION_MAX_AGE_S)
    .sign(key(env().AUTH_SECRET));
}

/** The claims of a valid token, signed with the current or the previous secret; null for anything else. */
export async function readSession(token: string): Promise<SessionClaims | null> {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  for (const secret of AUTH_SECRET_PREVIOUS ? [AUTH_SECRET, AUTH_SECRET_PREVIOUS] : [AUTH_SECRET]) {
    try {
      const { payload } = await jwtVerify(token, key(secret), { algorithms: ["HS256"], issuer: ISSUER });
      const { sub, ver, iat, aud, sid, jti } = payload;
      // A token for another audience, such as a client's, is signed with the same secret and is no session.
      if (aud !== undefined) return null;
      if (typeof sub !== "string" || typeof ver !== "number" || typeof iat !== "number") return null;
      const named = typeof sid === "string" ? sid : null;
      const sessionId = named ?? rowOf(jti ?? token);
      return { userId: sub, version: ver, issuedAtS: iat, sessionId, isNamed: named !== null };
    } catch {
      // Not signed with this secret, expired, or not a token: the next secret may still know it.
    }
  }
  return null;
}

/** One token always gets the same row, so that many requests at once make one session of it. */
const rowOf = (tokenId: string): string => `ses_${sha256Hex(tokenId).slice(0, 26)}`;

/** A token older than a day is replaced by a fresh one with the next answer. */
export const wantsRotation = (claims: SessionClaims, now: Date): boolean =>
  now.getTime() / 1000 - claims.issuedAtS > ROTATE_AFTER_S;

/** The session cookie: prefixed and Secure on https, so that a plain-http page cannot plant one. */
export function sessionCookie(): { name: string; secure: boolean } {
  const secure = env().APP_URL.startsWith("https:");
  return { name: secure ? "__Secure-xintu.session" : "xintu.session", secure };
}

/** The Set-Cookie value that stores `token`. */
export function sessionSetCookie(token: string): string {
  const { name, secure } = sessionCookie();
  return `${name}=${token}; Path=/; Max-Age=${SESSION_MAX_AGE_S}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
