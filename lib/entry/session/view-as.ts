import { jwtVerify, SignJWT } from "jose";
import { env } from "@/lib/platform/env";
import { cookieValue } from "./headers";
import { sessionCookie } from "./token";

const ISSUER = "xintu";
const AUDIENCE = "view-as";
const key = () => new TextEncoder().encode(env().AUTH_SECRET);

/** Who is seen, by which admin, in which session of theirs: in another one the cookie is worth nothing. */
export interface ViewAs {
  userId: string;
  adminId: string;
  sessionId: string;
}

/** The cookie of an admin who sees the product as somebody else; it stands beside their own session. */
export const viewAsCookie = (): { name: string; secure: boolean } => {
  const { secure } = sessionCookie();
  return { name: `${secure ? "__Secure-" : ""}xintu.view-as`, secure };
};

/** Signs what the cookie says, valid until a moment. */
export const signViewAs = (view: ViewAs, until: Date): Promise<string> =>
  new SignJWT({ adm: view.adminId, sid: view.sessionId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(view.userId)
    .setExpirationTime(Math.floor(until.getTime() / 1000))
    .sign(key());

/** What a browser brings along; null without a cookie, and for one that is over or not ours. */
export async function readViewAs(headers: Headers): Promise<ViewAs | null> {
  const token = cookieValue(headers.get("cookie"), viewAsCookie().name);
  if (!token) return null;
  try {
    const options = { algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE };
    const { sub, adm, sid } = (await jwtVerify(token, key(), options)).payload;
    if (typeof sub !== "string" || typeof adm !== "string" || typeof sid !== "string") return null;
    return { userId: sub, adminId: adm, sessionId: sid };
  } catch {
    return null;
  }
}
