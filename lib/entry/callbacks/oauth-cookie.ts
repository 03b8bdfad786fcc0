import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { cookieValue } from "../session/headers";
import { sessionCookie } from "../session/token";

/** Another issuer than that of sessions, so that neither token passes for the other. */
const ISSUER = "xintu.oauth";
/** A code lives for five minutes; the person may think as long before. */
const MAX_AGE_S = 600;
const PATH = "/api/wechat/oauth";

const journeyShape = z.object({
  /** What WeChat has to bring back, `[a-zA-Z0-9]`. */
  state: z.string().min(1).max(128),
  /** The member page that the person wanted. */
  next: z.string(),
  /** How often this browser was sent to WeChat, this time included. */
  tries: z.number().int().min(1),
});

/** A browser's way to WeChat and back, which only this browser holds. */
export type Journey = z.infer<typeof journeyShape>;

const key = (secret: string) => new TextEncoder().encode(secret);
const cookieName = () => `${sessionCookie().secure ? "__Secure-" : ""}xintu.oauth`;
const setCookie = (value: string, maxAgeS: number) =>
  `${cookieName()}=${value}; Path=${PATH}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${sessionCookie().secure ? "; Secure" : ""}`;

/** The Set-Cookie value that a browser takes along to WeChat. */
export async function journeySetCookie(journey: Journey, now: Date): Promise<string> {
  const issuedAtS = Math.floor(now.getTime() / 1_000);
  const token = await new SignJWT({ ...journey })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + MAX_AGE_S)
    .sign(key(env().AUTH_SECRET));
  return setCookie(token, MAX_AGE_S);
}

/** The Set-Cookie value that ends a journey. */
export const journeyClearCookie = (): string => setCookie("", 0);

/** The journey that this browser is on; null without one, and for one that is too old or not of our making. */
export async function journeyOf(headers: Headers): Promise<Journey | null> {
  const token = cookieValue(headers.get("cookie"), cookieName());
  if (!token) return null;
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  for (const secret of AUTH_SECRET_PREVIOUS ? [AUTH_SECRET, AUTH_SECRET_PREVIOUS] : [AUTH_SECRET]) {
    try {
      const { payload } = await jwtVerify(token, key(secret), { algorithms: ["HS256"], issuer: ISSUER });
      return journeyShape.parse(payload);
    } catch {
      // Not signed with this secret, expired, or not a journey: the next secret may still know it.
    }
  }
  return null;
}

/** A path of the member pages, or their home for anything else: nobody is sent elsewhere by a link of theirs. */
export function memberPathOf(text: string | null): string {
  const base = "https://member.invalid";
  if (!text || text.length > 1_000 || !URL.canParse(text, base)) return "/m";
  const { origin, pathname, search } = new URL(text, base);
  if (origin !== base || !/^\/m(\/|$)/.test(pathname)) return "/m";
  return `${pathname}${search}`;
}
