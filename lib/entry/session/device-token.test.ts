import { SignJWT, UnsecuredJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { env } from "@/lib/platform/env";
import { DEVICE_TOKEN_MAX_AGE_S, readDeviceToken, signDeviceToken, withAccessToken } from "./device-token";
import { readSession, signSession } from "./token";

const device = { deviceId: "dev_1", version: 3 };
const secret = (text = env().AUTH_SECRET) => new TextEncoder().encode(text);
const given = { ...env() };

afterEach(() => {
  vi.useRealTimers();
  Object.assign(env(), given);
});

test("an access token reads as what was signed, for a quarter of an hour", async () => {
  const at = new Date("2026-05-01T00:00:00Z");
  const token = await signDeviceToken(device, at);
  vi.useFakeTimers({ now: at.getTime() + DEVICE_TOKEN_MAX_AGE_S * 1000 - 1000 });
  expect(await readDeviceToken(token)).toEqual(device);
  vi.setSystemTime(at.getTime() + DEVICE_TOKEN_MAX_AGE_S * 1000 + 1000);
  expect(await readDeviceToken(token)).toBeNull();
});

test("a client's token is no session and a session is no client's token", async () => {
  expect(await readSession(await signDeviceToken(device))).toBeNull();
  expect(await readDeviceToken(await signSession({ userId: "usr_1", version: 3 }))).toBeNull();
});

test("other secrets, algorithms and audiences, no signature and no end are refused", async () => {
  const token = (audience = "device", alg = "HS256") =>
    new SignJWT({ ver: 3 })
      .setProtectedHeader({ alg })
      .setIssuer("xintu")
      .setSubject("dev_1")
      .setAudience(audience);
  expect(await readDeviceToken(await token().setExpirationTime("1h").sign(secret()))).toEqual(device);
  expect(
    await readDeviceToken(
      await token()
        .setExpirationTime("1h")
        .sign(secret("x".repeat(40))),
    ),
  ).toBeNull();
  expect(await readDeviceToken(await token("web").setExpirationTime("1h").sign(secret()))).toBeNull();
  expect(
    await readDeviceToken(await token("device", "HS512").setExpirationTime("1h").sign(secret())),
  ).toBeNull();
  expect(await readDeviceToken(await token().sign(secret()))).toBeNull();
  const unsigned = new UnsecuredJWT({ ver: 3 }).setIssuer("xintu").setSubject("dev_1").setAudience("device");
  expect(await readDeviceToken(unsigned.setExpirationTime("1h").encode())).toBeNull();
  for (const text of ["", "a.b.c", ".."]) expect(await readDeviceToken(text)).toBeNull();
});

test("a token of the previous secret still works after the secret was changed", async () => {
  const token = await signDeviceToken(device);
  env().AUTH_SECRET_PREVIOUS = env().AUTH_SECRET;
  env().AUTH_SECRET = "another-secret-that-only-tests-know-01";
  expect(await readDeviceToken(token)).toEqual(device);
});

test("the end that a client is told is the end of its token", async () => {
  const at = new Date("2026-05-01T00:00:00.700Z");
  const proven = await withAccessToken({ deviceId: "dev_1", tokenVersion: 3 }, at);
  expect(proven.accessExpiresAt).toBe("2026-05-01T00:15:00.000Z");
  vi.useFakeTimers({ now: at });
  expect(await readDeviceToken(proven.accessToken)).toEqual(device);
});
