import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { userSessions } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { readSession, sessionCookie, signSession } from "../session/token";
import { callbackRoute } from "./doors";
import { requestTo } from "./testing-call.fixture";
import { type AuthorisationVerbs, authorisationReturn, authorisationStart } from "./web-authorisation";

const verbs: AuthorisationVerbs = {
  begin: () => {
    throw new Error("sent to WeChat");
  },
  accept: () => Promise.reject(new Error("exchanged")),
};

test("a web view that asks twice, the second time without the state, finds itself signed in and exchanges nothing", async () => {
  const { id } = await insertUser();
  const cookie = `${sessionCookie().name}=${await signSession({ userId: id, version: 1 })}`;
  for (const query of ["code=c1&state=abc", "state=abc", ""]) {
    const answer = await callbackRoute(authorisationReturn(verbs))(
      requestTo(`/api/wechat/oauth?${query}`, { headers: { cookie } }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://localhost:3000/m"]);
  }
});

test("who comes back from WeChat has a session with a row of its own, which stands behind the token", async () => {
  const { id: userId } = await insertUser();
  const state = "a".repeat(32);
  const willing: AuthorisationVerbs = {
    begin: () => ({ url: "https://open.test/authorize", state }),
    accept: async () => ({ ok: true, userId, sessionVersion: 1 }),
  };
  const started = await callbackRoute(authorisationStart(willing))(
    requestTo("/api/wechat/oauth/start?next=/m", {}),
  );
  const journey = started.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  const back = await callbackRoute(authorisationReturn(willing))(
    requestTo(`/api/wechat/oauth?code=c1&state=${state}`, {
      headers: { cookie: journey, "user-agent": "MicroMessenger/8.0" },
    }),
  );
  const line = back.headers.getSetCookie().find((one) => one.startsWith(`${sessionCookie().name}=`));
  const claims = await readSession(line?.split(";", 1)[0]?.split("=")[1] ?? "");
  const [row] = await db().select().from(userSessions).where(eq(userSessions.userId, userId));
  expect(row).toMatchObject({ method: "wechat", userAgent: "MicroMessenger/8.0", endedAt: null });
  expect(claims).toMatchObject({ userId, isNamed: true, sessionId: row?.id });
});
