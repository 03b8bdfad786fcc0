import { beforeAll, describe, expect, test } from "vitest";
import { insertUser } from "@/db/testing-users";
import { openSession } from "@/lib/accounts/sessions/open";
import { jobContext } from "@/lib/entry/context";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { newId } from "@/lib/platform/ids";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { GET as credits } from "../credits/route";
import { POST as generate } from "../generations/route";
import { PATCH as changeImage } from "../images/[id]/route";
import { GET as images } from "../images/route";
import { POST as trash } from "../images/trash/route";
import { GET as me } from "../me/route";
import { GET as models } from "../models/route";
import { GET as orders } from "../orders/route";
import { DELETE as end } from "../sessions/[id]/route";
import { GET as sessions } from "../sessions/route";
import { DELETE as revoke } from "./[id]/route";
import { POST as create, GET as list } from "./route";

const PASSWORD = "a long password";
let session = "";
let sessionId = "";
let stranger = "";
let userId = "";

beforeAll(async () => {
  ({ id: userId } = await insertUser({ passwordHash: await hashPassword(PASSWORD) }));
  const seen = { userAgent: "Chrome/140.0 Windows", address: "203.0.113.5" };
  ({ sessionId } = await openSession({
    ctx: jobContext("test"),
    input: { userId, version: 1, method: "password", ...seen },
  }));
  session = await signSession({ userId, version: 1, sessionId });
  stranger = await signSession({ userId: (await insertUser()).id, version: 1 });
});

async function call(handler: RouteHandler, as: string, options: { id?: string; body?: unknown } = {}) {
  const { id, body } = options;
  const response = await handler(
    new Request("http://localhost:3000/api/v1/x", {
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(as ? { authorization: `Bearer ${as}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve<Record<string, string>>(id === undefined ? {} : { id }) },
  );
  const text = await response.text();
  return { status: response.status, text, json: text === "" ? {} : JSON.parse(text) };
}
const input = { name: "farm", scopes: ["read"], expiresInDays: 90, password: PASSWORD };
const make = async (scopes: string[]) => (await call(create, session, { body: { ...input, scopes } })).json;
const outcome = ({ status, json }: { status: number; json: { code?: string } }) => [status, json.code];

describe("keys", () => {
  test("are made by a person with their password, listed without themselves and revoked", async () => {
    const made = await call(create, session, { body: input });
    expect(made.status).toBe(201);
    expect(made.json.key).toMatch(/^xk_/);
    const listed = await call(list, session);
    expect(listed.json.items).toMatchObject([{ id: made.json.id, lastFour: made.json.key.slice(-4) }]);
    expect(listed.text).not.toContain(made.json.key);
    expect((await call(credits, made.json.key)).status).toBe(200);
    expect((await call(revoke, stranger, { id: made.json.id, body: {} })).status).toBe(404);
    expect((await call(revoke, session, { id: made.json.id, body: {} })).status).toBe(204);
    expect(outcome(await call(credits, made.json.key))).toEqual([401, "api_key_invalid"]);
    expect((await call(list, session)).json.items).toEqual([]);
  });

  test("are refused without the password, signed out, and to keys", async () => {
    const wrong = await call(create, session, { body: { ...input, password: "not it" } });
    expect(outcome(wrong)).toEqual([403, "wrong_password"]);
    expect(outcome(await call(create, "", { body: input }))).toEqual([401, "unauthenticated"]);
    const { key, id } = await make(["read", "generate", "library"]);
    expect(outcome(await call(create, key, { body: input }))).toEqual([403, "forbidden"]);
    for (const handler of [list, sessions, me, orders])
      expect(outcome(await call(handler, key))).toEqual([403, "forbidden"]);
    expect(outcome(await call(revoke, key, { id, body: {} }))).toEqual([403, "forbidden"]);
    expect(outcome(await call(end, key, { id: sessionId, body: {} }))).toEqual([403, "forbidden"]);
  });

  test("open what their scopes say and nothing else", async () => {
    const reads = (await make(["read"])).key;
    const generates = (await make(["generate"])).key;
    const keeps = (await make(["library"])).key;
    const lacking = [403, "insufficient_scope"];
    for (const handler of [credits, images]) {
      expect((await call(handler, reads)).status).toBe(200);
      for (const key of [generates, keeps]) expect(outcome(await call(handler, key))).toEqual(lacking);
    }
    const order = { idempotencyKey: newId("request"), prompt: "a hill", model: "sketch-1" };
    expect(outcome(await call(generate, generates, { body: order }))).toEqual([402, "not_enough_credits"]);
    for (const key of [reads, keeps])
      expect(outcome(await call(generate, key, { body: order }))).toEqual(lacking);
    const nothing = { ids: [newId("image")] };
    expect((await call(trash, keeps, { body: nothing })).json).toMatchObject({ changed: 0 });
    for (const key of [reads, generates])
      expect(outcome(await call(trash, key, { body: nothing }))).toEqual(lacking);
    const change = { id: newId("image"), body: { isFavorite: true } };
    expect((await call(changeImage, keeps, change)).status).toBe(404);
    expect(outcome(await call(changeImage, reads, change))).toEqual(lacking);
    for (const key of [reads, generates, keeps]) expect((await call(models, key)).status).toBe(200);
  });
});

describe("sessions", () => {
  test("are listed to their person with the one that asks marked, and ended one by one", async () => {
    const other = await openSession({
      ctx: jobContext("test"),
      input: { userId, version: 1, method: "wechat", userAgent: "", address: "" },
    });
    const token = await signSession({ userId, version: 1, sessionId: other.sessionId });
    const { json } = await call(sessions, session);
    expect(json.items.find(({ id }: { id: string }) => id === sessionId)).toMatchObject({
      browser: "Chrome",
      system: "Windows",
      address: "203.0.113.5",
      isCurrent: true,
    });
    expect((await call(end, stranger, { id: other.sessionId, body: {} })).status).toBe(404);
    expect((await call(me, token)).status).toBe(200);
    expect((await call(end, session, { id: other.sessionId, body: {} })).status).toBe(204);
    expect((await call(me, token)).status).toBe(401);
    expect((await call(me, session)).status).toBe(200);
    expect((await call(sessions, stranger)).json.items).toEqual([]);
    expect((await call(end, session, { id: "ses_1", body: {} })).status).toBe(400);
  });
});
