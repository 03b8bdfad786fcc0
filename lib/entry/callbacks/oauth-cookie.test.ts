import { SignJWT } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";
import { env } from "@/lib/platform/env";
import { readSession, sessionCookie, signSession } from "../session/token";
import { journeyClearCookie, journeyOf, journeySetCookie, memberPathOf } from "./oauth-cookie";

const journey = { state: "abc123", next: "/m/plans?x=1", tries: 1 };
const tokenIn = (cookie: string) => /^xintu\.oauth=([^;]*)/.exec(cookie)?.[1] ?? "";
const read = (value: string) => journeyOf(new Headers({ cookie: `theme=dark; xintu.oauth=${value}` }));

afterEach(() => {
  vi.useRealTimers();
});

describe("the cookie of a journey to WeChat", () => {
  test("comes back as what was set, and scripts and other sites' posts cannot use it", async () => {
    const cookie = await journeySetCookie(journey, new Date());
    expect(cookie).toMatch(/; Path=\/api\/wechat\/oauth; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(await read(tokenIn(cookie))).toEqual(journey);
  });

  test("ends after ten minutes, and is cleared by an empty one", async () => {
    const cookie = await journeySetCookie(journey, new Date(Date.now() - 601_000));
    expect(await read(tokenIn(cookie))).toBeNull();
    expect(journeyClearCookie()).toMatch(/^xintu\.oauth=; Path=\/api\/wechat\/oauth; Max-Age=0;/);
    expect(await read("")).toBeNull();
    expect(await journeyOf(new Headers())).toBeNull();
  });

  test("is refused when it was changed, signed by others, or is a session; and a session is no journey's", async () => {
    const token = tokenIn(await journeySetCookie(journey, new Date()));
    const [head, , mac] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ ...journey, iss: "xintu.oauth", exp: 9e9 })).toString(
      "base64url",
    );
    expect(await read(`${head}.${forged}.${mac}`)).toBeNull();
    const foreign = new SignJWT(journey).setProtectedHeader({ alg: "HS256" }).setIssuer("xintu.oauth");
    const others = foreign.setIssuedAt().setExpirationTime("5m");
    expect(await read(await others.sign(new TextEncoder().encode("x".repeat(40))))).toBeNull();
    expect(await read(await others.sign(new TextEncoder().encode(env().AUTH_SECRET)))).toEqual(journey);
    expect(await read(await signSession({ userId: "usr_1", version: 1 }))).toBeNull();
    expect(await readSession(token)).toBeNull();
  });

  test("is called as the session's cookie is, secure where that is", async () => {
    expect(sessionCookie().secure).toBe(false);
    expect(await journeySetCookie(journey, new Date())).not.toContain("Secure");
  });
});

test.each([
  ["/m", "/m"],
  ["/m/", "/m/"],
  ["/m/plans", "/m/plans"],
  ["/m/bind/bnd_1?x=%E4%B8%AD&y", "/m/bind/bnd_1?x=%E4%B8%AD&y"],
  ["/m/plans#part", "/m/plans"],
  [null, "/m"],
  ["", "/m"],
  ["plans", "/m"],
  ["/create", "/m"],
  ["/mine", "/m"],
  ["//evil.example/m/x", "/m"],
  ["/\\evil.example/m", "/m"],
  ["https://evil.example/m/x", "/m"],
  ["javascript:alert(1)", "/m"],
  ["/m/../admin", "/m"],
  ["/m/%2e%2e/admin", "/m"],
  [`/m/${"x".repeat(1_000)}`, "/m"],
  ["/m/\r\nset-cookie: a=b", "/m/set-cookie:%20a=b"],
])("a wanted page %j is %j", (text, path) => {
  expect(memberPathOf(text)).toBe(path);
});
