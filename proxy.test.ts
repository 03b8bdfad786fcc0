import { getRewrittenUrl, unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterEach, describe, expect, test } from "vitest";
import { resetEnv, setEnv } from "@/lib/entry/callbacks/testing-call.fixture";
import { config, proxy } from "./proxy";

afterEach(resetEnv);

const visit = (host: string, path: string, headers: Record<string, string> = {}) => {
  const answer = proxy(new NextRequest(`http://${host}${path}`, { headers: { host, ...headers } }));
  const rewritten = getRewrittenUrl(answer);
  return {
    status: answer.status,
    tree: rewritten === null ? path : new URL(rewritten).pathname + new URL(rewritten).search,
    cache: answer.headers.get("cache-control"),
  };
};

describe("with a member host", () => {
  const withHost = () => setEnv({ MEMBER_HOST: "m.test:3000" });

  test.each([
    ["/", "/m"],
    ["/plans?x=1", "/m/plans?x=1"],
    ["/bind/bnd_1", "/m/bind/bnd_1"],
    ["/m", "/m"],
    ["/m/plans", "/m/plans"],
    ["/mine", "/m/mine"],
    ["/create", "/m/create"],
  ])("its %s is %s, and no page of it is kept by the web view", (path, tree) => {
    withHost();
    expect(visit("m.test:3000", path)).toEqual({ status: 200, tree, cache: "no-store" });
  });

  test("other hosts have no member pages, and everything else as it is", () => {
    withHost();
    for (const path of ["/m", "/m/plans"]) expect(visit("www.test:3000", path).tree).toBe("/no-such-page");
    for (const path of ["/", "/create", "/mine", "/explore/m"])
      expect(visit("www.test:3000", path)).toEqual({ status: 200, tree: path, cache: null });
  });

  test("the host is the one that our proxy was asked for, in any case of letters", () => {
    withHost();
    expect(visit("10.0.0.1", "/plans", { "x-forwarded-host": "M.test:3000" }).tree).toBe("/m/plans");
    expect(visit("m.test:3000", "/plans", { "x-forwarded-host": "www.test" }).tree).toBe("/plans");
  });
});

test("without a member host every host has the member pages below /m, unkept", () => {
  setEnv({ MEMBER_HOST: "" });
  expect(visit("localhost:3000", "/m/plans")).toEqual({ status: 200, tree: "/m/plans", cache: "no-store" });
  expect(visit("localhost:3000", "/plans")).toEqual({ status: 200, tree: "/plans", cache: null });
});

test("on the web tier there is no page", () => {
  setEnv({ APP_ROLE: "web", INTERNAL_SECRET: "x".repeat(32), APP_INTERNAL_URL: "http://127.0.0.1:9" });
  for (const path of ["/", "/m", "/create", "/metrics"]) expect(visit("localhost", path).status).toBe(404);
  expect(visit("localhost", "/health").status).toBe(200);
});

describe("the matcher", () => {
  const matches = (url: string) => unstable_doesMiddlewareMatch({ config, url, nextConfig: {} });

  test.each([
    "/",
    "/m",
    "/m/plans?x=1",
    "/plans",
    "/create",
    "/mediation",
    "/apis",
    "/health",
    "/explore/a-b",
  ])("takes %s", (url) => expect(matches(url)).toBe(true));

  test.each([
    "/api",
    "/api/v1/images",
    "/api/wechat/events?signature=x",
    "/_next/static/chunks/a.js",
    "/_next/image?url=x",
    "/media/img_1/display",
    "/favicon.ico",
    "/m/icon.svg",
  ])("leaves %s alone", (url) => expect(matches(url)).toBe(false));
});
