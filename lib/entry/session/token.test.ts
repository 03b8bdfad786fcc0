import { SignJWT, UnsecuredJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { env } from "@/lib/platform/env";
import { readSession, SESSION_MAX_AGE_S, signSession, wantsRotation } from "./token";

const NOW_S = Math.floor(Date.now() / 1000);
const claims = { ver: 3 };
const secret = (text = env().AUTH_SECRET) => new TextEncoder().encode(text);
const token = (alg = "HS256") =>
  new SignJWT(claims).setProtectedHeader({ alg }).setIssuer("xintu").setSubject("usr_1");
const living = (alg?: string) => token(alg).setIssuedAt().setExpirationTime("1h");

afterEach(() => vi.useRealTimers());

test("a signed session reads as what was signed", async () => {
  const read = await readSession(await signSession({ userId: "usr_1", version: 3 }));
  expect(read).toMatchObject({ userId: "usr_1", version: 3 });
  expect(read?.issuedAtS).toBeGreaterThanOrEqual(NOW_S);
});

test("a token of another secret, another algorithm or without signature is refused", async () => {
  expect(await readSession(await living().sign(secret()))).toMatchObject({ userId: "usr_1", version: 3 });
  expect(await readSession(await living().sign(secret("x".repeat(40))))).toBeNull();
  expect(await readSession(await living("HS512").sign(secret()))).toBeNull();
  const unsigned = new UnsecuredJWT(claims).setIssuer("xintu").setSubject("usr_1").setIssuedAt();
  expect(await readSession(unsigned.setExpirationTime("1h").encode())).toBeNull();
});

test("a token whose claims were changed after signing is refused", async () => {
  const [head, , signature] = (await signSession({ userId: "usr_1", version: 3 })).split(".");
  const forged = Buffer.from(
    JSON.stringify({ iss: "xintu", sub: "usr_2", ver: 3, iat: NOW_S, exp: NOW_S + 60 }),
  );
  expect(await readSession(`${head}.${forged.toString("base64url")}.${signature}`)).toBeNull();
});

test("expired tokens, tokens of another issuer and incomplete ones are refused", async () => {
  const old = token()
    .setIssuedAt(NOW_S - 7200)
    .setExpirationTime(NOW_S - 3600);
  expect(await readSession(await old.sign(secret()))).toBeNull();
  const foreign = token().setIssuer("elsewhere").setIssuedAt().setExpirationTime("1h");
  expect(await readSession(await foreign.sign(secret()))).toBeNull();
  const versionless = new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setIssuer("xintu");
  const noVersion = versionless.setSubject("usr_1").setIssuedAt().setExpirationTime("1h");
  expect(await readSession(await noVersion.sign(secret()))).toBeNull();
  for (const text of ["", "a.b.c", "not a token", "..", "\u0000"]) expect(await readSession(text)).toBeNull();
});

test("a session lasts thirty days and asks for a fresh token after one", async () => {
  const signedAt = new Date("2026-01-01T00:00:00Z");
  const text = await signSession({ userId: "usr_1", version: 3 }, signedAt);
  vi.useFakeTimers({ now: signedAt.getTime() + SESSION_MAX_AGE_S * 1000 - 1000 });
  const read = await readSession(text);
  if (!read) throw new Error("the session ended too early");
  vi.setSystemTime(signedAt.getTime() + SESSION_MAX_AGE_S * 1000 + 1000);
  expect(await readSession(text)).toBeNull();
  const hoursLater = (hours: number) => new Date(signedAt.getTime() + hours * 3_600_000);
  expect(wantsRotation(read, hoursLater(23))).toBe(false);
  expect(wantsRotation(read, hoursLater(25))).toBe(true);
});
