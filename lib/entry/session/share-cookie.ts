import { cookieValue } from "./headers";
import { sessionCookie } from "./token";

const name = () => `${sessionCookie().secure ? "__Secure-" : ""}xintu.share`;

/** The Set-Cookie value that keeps a proof for one share link: its path is the link's, so each link has its own. */
export const shareSetCookie = (token: string, proof: string, maxAgeS: number): string =>
  `${name()}=${proof}; Path=/s/${token}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${sessionCookie().secure ? "; Secure" : ""}`;

/** The proof that a browser brings along; undefined without one. */
export const shareProofOf = (headers: Headers): string | undefined =>
  cookieValue(headers.get("cookie"), name());
