import { jwtVerify, SignJWT } from "jose";
import { randomToken } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";

export const DEVICE_TOKEN_MAX_AGE_S = 15 * 60;
const ISSUER = "xintu";
const AUDIENCE = "device";

/** What the access token of a client says. `version` is compared with the device's, so that it can be revoked. */
export interface DeviceClaims {
  deviceId: string;
  version: number;
}

const key = (secret: string) => new TextEncoder().encode(secret);

/** Signs an access token as JWT HS256 for the audience `device`, valid for 15 minutes from `now`. */
export function signDeviceToken(claims: DeviceClaims, now: Date = new Date()): Promise<string> {
  const issuedAtS = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ver: claims.version })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.deviceId)
    .setJti(randomToken(12))
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + DEVICE_TOKEN_MAX_AGE_S)
    .sign(key(env().AUTH_SECRET));
}

/** The claims of a valid access token, signed with the current or the previous secret; null for anything else. */
export async function readDeviceToken(token: string): Promise<DeviceClaims | null> {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  for (const secret of AUTH_SECRET_PREVIOUS ? [AUTH_SECRET, AUTH_SECRET_PREVIOUS] : [AUTH_SECRET]) {
    try {
      const { payload } = await jwtVerify(token, key(secret), {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["exp"],
      });
      const { sub, ver } = payload;
      return typeof sub === "string" && typeof ver === "number" ? { deviceId: sub, version: ver } : null;
    } catch {
      // Not signed with this secret, expired, or not a client's token: the next secret may still know it.
    }
  }
  return null;
}

/** What a verb says of a device that has proved itself, and its refresh token. */
export interface ProvenDevice {
  deviceId: string;
  tokenVersion: number;
}

/** The same with an access token for it: the last step of a route that answers a client's credentials. */
export async function withAccessToken<T extends ProvenDevice>(
  proven: T,
  now: Date,
): Promise<T & { accessToken: string; accessExpiresAt: string }> {
  const accessToken = await signDeviceToken({ deviceId: proven.deviceId, version: proven.tokenVersion }, now);
  const endsMs = (Math.floor(now.getTime() / 1000) + DEVICE_TOKEN_MAX_AGE_S) * 1000;
  return { ...proven, accessToken, accessExpiresAt: new Date(endsMs).toISOString() };
}
