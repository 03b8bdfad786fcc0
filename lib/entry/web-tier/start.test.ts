import { afterEach, expect, test, vi } from "vitest";
import { resetEnv, setEnv } from "../callbacks/testing-call.fixture";
import { healthRoute } from "../operations";
import { NOWHERE, webTierUrl } from "./start";

afterEach(resetEnv);

test.each([
  "/api/wechat/events?signature=x",
  "/api/wechat/oauth?code=1&state=2",
  "/api/wechat/oauth/start?next=/m",
  "/api/wechat/pay/notify",
  "/api/wechat/pay/refund-notify",
  "/api/health",
  "/health",
])("the web tier serves %s", (url) => {
  expect(webTierUrl(url)).toBe(url);
});

test.each([
  "/",
  "",
  "/m",
  "/create",
  "/api/v1/me",
  "/api/internal/wechat/events",
  "/api/wechat/events/",
  "/api/wechat/%65vents",
  "/api/wechat/events/../../v1/me",
  "//api/wechat/events",
  "/API/wechat/events",
  "/api/auth/session",
  "/api/inngest",
  "/api/metrics",
  "/metrics",
  "/media/img_1/display",
  "/_next/data/x.json",
  "http://app/api/v1/me",
])("the web tier has nothing at %s", (url) => {
  expect(webTierUrl(url)).toBe(NOWHERE);
});

test("its health tells whether the app answers, and asks no database", async () => {
  setEnv({ APP_ROLE: "web", INTERNAL_SECRET: "x".repeat(32), APP_INTERNAL_URL: "http://127.0.0.1:9" });
  const check = vi.fn();
  const answer = await healthRoute(check)(new Request("http://web.test/api/health"));
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { status: "unavailable", role: "web", app: "unreachable" },
  ]);
  expect(check).not.toHaveBeenCalled();
});
