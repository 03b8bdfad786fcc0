import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sha256Hex } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { readSession, signSession } from "../session/token";
import { callbackRoute } from "./doors";
import { requestTo, resetEnv, setEnv } from "./testing-call.fixture";
import {
  type AuthorisationVerbs,
  authorisationReturn,
  authorisationStart,
  authorisationStartUrl,
} from "./web-authorisation";

/** What is tried here needs no database; that a row stands behind the session is tried with one. */
vi.mock("../session/issue", () => ({
  issueSession: (person: { userId: string; version: number }) => signSession(person),
}));

const verbs: AuthorisationVerbs = {
  begin: ({ input }) => {
    const state = randomBytes(16).toString("hex");
    const back = encodeURIComponent(input.redirectUrl);
    return { url: `https://open.test/authorize?redirect_uri=${back}&state=${state}#wechat_redirect`, state };
  },
  accept: async () => ({ ok: true, userId: "usr_1", sessionVersion: 3 }),
};
const result = (reason: string): Partial<AuthorisationVerbs> => ({
  accept: async () => ({ ok: false, reason }),
});

interface Step {
  status: number;
  location: string;
  /** What the browser holds afterwards for /api/wechat/oauth. */
  cookie: string;
  state: string;
  session: string | undefined;
}

async function visit(path: string, cookie = "", changes: Partial<AuthorisationVerbs> = {}): Promise<Step> {
  const make = path.startsWith("/api/wechat/oauth/start") ? authorisationStart : authorisationReturn;
  const answer = await callbackRoute(make({ ...verbs, ...changes }))(
    requestTo(path, { headers: { cookie } }),
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const set = answer.headers.getSetCookie();
  const own = set.find((one) => /^(__Secure-)?xintu\.oauth=/.test(one));
  const location = answer.headers.get("location") ?? "";
  return {
    status: answer.status,
    location,
    cookie: own?.split(";", 1)[0] ?? cookie,
    state: /state=(\w+)/.exec(location)?.[1] ?? "",
    session: set.find((one) => one.includes("xintu.session="))?.split(";", 1)[0],
  };
}
const start = (next = "/m/plans?x=1", changes = {}) =>
  visit(`/api/wechat/oauth/start?next=${encodeURIComponent(next)}`, "", changes);
const back = (step: Step, changes: Partial<AuthorisationVerbs> = {}, query = `code=c1&state=${step.state}`) =>
  visit(`/api/wechat/oauth?${query}`, step.cookie, changes);
const PROBLEM = "http://localhost:3000/m/sign-in-problem";

afterEach(resetEnv);

describe("a web authorisation", () => {
  test("sends the browser to WeChat and, back again, signs it in at the page it wanted, without the code", async () => {
    const started = await start();
    expect(started.status).toBe(302);
    expect(started.location).toMatch(/^https:\/\/open\.test\/.*state=[0-9a-f]{32}#wechat_redirect$/);
    const asked: unknown[] = [];
    const accept: AuthorisationVerbs["accept"] = async ({ ctx, input }) => {
      asked.push([ctx.actor, input]);
      return { ok: true, userId: "usr_1", sessionVersion: 3 };
    };
    const returned = await back(started, { accept });
    expect([returned.status, returned.location]).toEqual([302, "http://localhost:3000/m/plans?x=1"]);
    expect(asked).toEqual([
      [
        { kind: "anonymous", address: "192.0.2.1" },
        { code: "c1", stateHash: sha256Hex(started.state) },
      ],
    ]);
    expect(await readSession(returned.session?.split("=")[1] ?? "")).toMatchObject({
      userId: "usr_1",
      version: 3,
    });
    expect(returned.cookie).toBe("xintu.oauth=");
  });

  test("never exchanges a code whose state this browser does not hold", async () => {
    const started = await start();
    const accept = () => Promise.reject(new Error("exchanged"));
    const without = await back({ ...started, cookie: "" }, { accept });
    expect([without.location, without.session]).toEqual([PROBLEM, undefined]);
    for (const query of [`code=c1&state=${"0".repeat(40)}`, "code=c1", "code=c1&state="]) {
      const other = await back(started, { accept }, query);
      expect(other.location).toMatch(/^https:\/\/open\.test\//);
      expect(other.session).toBeUndefined();
      const again = await back(other, { accept }, query);
      expect([again.location, again.session]).toEqual([PROBLEM, undefined]);
    }
  });

  test("starts again once for a code that is used or late, with another state, and then gives up", async () => {
    const started = await start();
    const second = await back(started, result("code_used"));
    expect(second.location).toMatch(/^https:\/\/open\.test\//);
    expect(second.state).not.toBe(started.state);
    const third = await back(second, result("code_used"));
    expect([third.location, third.cookie]).toEqual([PROBLEM, "xintu.oauth="]);
    expect((await back(second)).location).toBe("http://localhost:3000/m/plans?x=1");
  });

  test("signs a snapshot visitor in as nobody", async () => {
    const returned = await back(await start(), result("snapshot_user"));
    expect([returned.location, returned.session]).toEqual(["http://localhost:3000/m/snapshot", undefined]);
  });

  test("ends at a page that says so for a refusal, another no, a failure, and where WeChat is not set up", async () => {
    const started = await start();
    expect((await back(started, {}, `state=${started.state}`)).location).toBe(PROBLEM);
    expect((await back(started, result("account_unavailable"))).location).toBe(PROBLEM);
    expect((await back(started, { accept: () => Promise.reject(new Error("away")) })).location).toBe(PROBLEM);
    const off = () => {
      throw new AppError(503, "wechat_not_configured", "no");
    };
    expect((await start("/m", { begin: off })).location).toBe(PROBLEM);
    expect((await back(started, {}, `code=${"c".repeat(513)}&state=${started.state}`)).location).toBe(
      PROBLEM,
    );
  });

  test("never sends anybody to another site", async () => {
    for (const next of ["https://evil.example/m", "//evil.example/m", "/create", ""])
      expect((await back(await start(next))).location).toBe("http://localhost:3000/m");
  });

  test("returns to the member host where there is one, and starts where WeChat will come back to", async () => {
    setEnv({ APP_URL: "https://www.example.com", MEMBER_HOST: "m.example.com" });
    expect(authorisationStartUrl("/m/plans?x=1")).toBe(
      "https://m.example.com/api/wechat/oauth/start?next=%2Fm%2Fplans%3Fx%3D1",
    );
    const started = await start();
    expect(started.cookie).toMatch(/^__Secure-xintu\.oauth=/);
    expect((await back(started)).location).toBe("https://m.example.com/plans?x=1");
    expect((await back(await start("/m"))).location).toBe("https://m.example.com/");
  });

  test("goes by the callbacks' own address only where the browser's cookies go there as well", async () => {
    const startOf = (variables: Record<string, string>) => {
      setEnv(variables);
      return new URL(authorisationStartUrl("/m")).origin;
    };
    const base = "http://localhost:3100/";
    expect(startOf({})).toBe("http://localhost:3000");
    expect(startOf({ WECHAT_CALLBACK_BASE: base })).toBe("http://localhost:3100");
    expect((await start()).location).toContain(
      encodeURIComponent("http://localhost:3100/api/wechat/oauth&").slice(0, -3),
    );
    expect(startOf({ WECHAT_CALLBACK_BASE: "http://callbacks.test" })).toBe("http://localhost:3000");
    expect(startOf({ WECHAT_CALLBACK_BASE: base, MEMBER_HOST: "m.test" })).toBe("http://m.test");
  });
});
