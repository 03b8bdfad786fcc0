import { expect, test } from "vitest";
import { insertUser } from "@/db/testing-users";
import { sessionCookie, signSession } from "../session/token";
import { callbackRoute } from "./doors";
import { requestTo } from "./testing-call.fixture";
import { type AuthorisationVerbs, authorisationReturn } from "./web-authorisation";

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
