import { beforeEach, describe, expect, test, vi } from "vitest";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { findSessionDevice } from "@/lib/accounts/read";
import { deliver, openid, setTestAccount, type TestAccount } from "@/lib/bindings/testing-account.fixture";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { WechatError } from "@/lib/providers/wechat/words";
import { DELETE as cancel, GET as poll } from "../bindings/[id]/route";
import { POST as bind } from "../bindings/route";
import { PATCH as rename, DELETE as unbind } from "./[id]/route";
import { GET as current, DELETE as signOff } from "./current/route";
import { GET as list, POST as register } from "./route";
import { POST as tokens } from "./tokens/route";

vi.hoisted(() => {
  process.env.RATE_LIMIT_FACTOR = "20";
});

let wechat: TestAccount;
beforeEach(() => {
  wechat = setTestAccount();
});

interface Options {
  as?: string;
  id?: string;
  method?: string;
  body?: unknown;
  secret?: string;
  query?: string;
}
async function call(handler: RouteHandler, options: Options = {}) {
  const response = await handler(
    new Request(`http://localhost:3000/api/v1/x${options.query ?? ""}`, {
      method: options.method ?? "POST",
      headers: {
        ...(options.as ? { authorization: `Bearer ${options.as}` } : {}),
        ...(options.secret ? { "x-poll-secret": options.secret } : {}),
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    }),
    { params: Promise.resolve<Record<string, string>>(options.id === undefined ? {} : { id: options.id }) },
  );
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: text === "" ? {} : JSON.parse(text),
    cache: response.headers.get("cache-control"),
  };
}
const client = () => ({
  clientId: newId("request").replace("_", "-"),
  name: "客厅的电脑",
  platform: "windows",
  secret: randomToken(),
});
async function newClient() {
  const body = client();
  const { json } = await call(register, { body });
  return { body, ...(json as { deviceId: string; accessToken: string; refreshToken: string }) };
}
async function boundClient(person = openid()) {
  const made = await newClient();
  const code = await call(bind, { as: made.accessToken, body: { purpose: "device" } });
  await deliver(person, { kind: "follow", scene: wechat.scenes.at(-1) ?? "" });
  return { ...made, code: code.json as { id: string; pollSecret: string } };
}

describe("registering", () => {
  test("answers 201 with tokens that work, and nothing of the secret", async () => {
    const body = client();
    const answer = await call(register, { body });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json).sort()).toEqual(
      ["accessExpiresAt", "accessToken", "deviceId", "refreshExpiresAt", "refreshToken"].sort(),
    );
    expect(answer.cache).toBe("no-store");
    expect(answer.text).not.toContain(body.secret);
    const self = await call(current, { as: answer.json.accessToken, method: "GET" });
    expect(self.json).toEqual({
      id: answer.json.deviceId,
      name: body.name,
      platform: "windows",
      isBound: false,
      boundAt: null,
    });
  });

  test("another secret is 409, wrong input is 400 by its field", async () => {
    const { body } = await newClient();
    const taken = await call(register, { body: { ...body, secret: randomToken() } });
    expect([taken.status, taken.json.code]).toEqual([409, "client_id_taken"]);
    for (const [field, value] of [
      ["clientId", "short"],
      ["name", ""],
      ["name", "two\nlines"],
      ["platform", "toaster"],
      ["secret", "abc"],
    ] as const) {
      const wrong = await call(register, { body: { ...client(), [field]: value } });
      expect([wrong.status, Object.keys(wrong.json.fields ?? {})]).toEqual([400, [field]]);
    }
  });
});

describe("tokens", () => {
  test("rotate; a reused one is 401 and ends the access tokens too", async () => {
    const made = await newClient();
    const next = await call(tokens, { body: { refreshToken: made.refreshToken } });
    expect(next.status).toBe(200);
    const reused = await call(tokens, { body: { refreshToken: made.refreshToken } });
    expect([reused.status, reused.json.code]).toEqual([401, "refresh_token_invalid"]);
    expect((await call(current, { as: next.json.accessToken, method: "GET" })).status).toBe(401);
    const { clientId, secret } = made.body;
    const back = await call(tokens, { body: { clientId, secret } });
    expect((await call(current, { as: back.json.accessToken, method: "GET" })).status).toBe(200);
    const wrong = await call(tokens, { body: { clientId, secret: randomToken() } });
    expect([wrong.status, wrong.json.code]).toEqual([401, "client_credentials_wrong"]);
    expect((await call(tokens, { body: {} })).status).toBe(400);
  });

  test("a client that signs off is 401 with what it had", async () => {
    const made = await boundClient();
    expect((await call(signOff, { as: made.accessToken, method: "DELETE" })).status).toBe(204);
    expect((await call(current, { as: made.accessToken, method: "GET" })).status).toBe(401);
    expect((await call(tokens, { body: { refreshToken: made.refreshToken } })).status).toBe(401);
  });
});

describe("binding", () => {
  test("a client asks, a person scans, the client sees itself bound", async () => {
    const made = await newClient();
    const code = await call(bind, { as: made.accessToken, body: { purpose: "device" } });
    expect(code.status).toBe(201);
    expect(code.text).not.toContain(wechat.scenes.at(-1));
    const { id, pollSecret } = code.json;
    const ask = (secret?: string) => call(poll, { id, secret, method: "GET" });
    expect((await ask(pollSecret)).json).toMatchObject({ state: "pending", refusal: null });
    await deliver(openid(), { kind: "follow", scene: wechat.scenes.at(-1) ?? "" });
    const bound = await ask(pollSecret);
    expect(bound.json).toMatchObject({ state: "bound", device: { id: made.deviceId, isBound: true } });
    expect(bound.cache).toBe("no-store");
    expect((await call(current, { as: made.accessToken, method: "GET" })).json).toMatchObject({
      isBound: true,
    });
  });

  test("polling without the secret, with a wrong one and with one in the address is refused", async () => {
    const code = (await call(bind, { body: { purpose: "sign_in" } })).json;
    const ask = async (options: Options) =>
      (await call(poll, { id: code.id, method: "GET", ...options })).status;
    expect(await ask({})).toBe(404);
    expect(await ask({ secret: randomToken() })).toBe(404);
    expect(await ask({ query: `?secret=${code.pollSecret}` })).toBe(400);
    expect((await call(cancel, { id: code.id, method: "DELETE", secret: "x" })).status).toBe(404);
    expect(await ask({ secret: code.pollSecret })).toBe(200);
    expect((await call(cancel, { id: code.id, method: "DELETE", secret: code.pollSecret })).status).toBe(204);
    const after = await call(poll, { id: code.id, method: "GET", secret: code.pollSecret });
    expect(after.json).toMatchObject({ state: "cancelled" });
  });

  test("each purpose is for its own askers, and a silent WeChat is 503", async () => {
    expect((await call(bind, { body: { purpose: "device" } })).status).toBe(401);
    expect((await call(bind, { body: { purpose: "link" } })).status).toBe(401);
    expect((await call(bind, { body: { purpose: "other" } })).status).toBe(400);
    wechat.failure = new WechatError("retry", 0, "No answer in time.");
    const silent = await call(bind, { body: { purpose: "sign_in" } });
    expect([silent.status, silent.json.code]).toEqual([503, "wechat_unavailable"]);
  });
});

describe("a member's devices", () => {
  test("are listed for the client and managed by the person, and nobody else", async () => {
    const person = openid();
    const made = await boundClient(person);
    const own = await call(list, { as: made.accessToken, method: "GET" });
    expect(own.json).toMatchObject({
      items: [{ id: made.deviceId, isCurrent: true }],
      limit: 2,
      nextCursor: null,
    });
    const stranger = await signSession({ userId: (await insertUser()).id, version: 1 });
    const patch = { id: made.deviceId, method: "PATCH", body: { name: "新" } };
    expect((await call(rename, { ...patch, as: stranger })).status).toBe(404);
    expect((await call(unbind, { id: made.deviceId, method: "DELETE", as: stranger })).status).toBe(404);
    expect((await call(rename, { ...patch, as: made.accessToken })).status).toBe(403);
    expect((await call(unbind, { id: made.deviceId, method: "DELETE", as: made.accessToken })).status).toBe(
      403,
    );
    expect((await call(list, { as: stranger, method: "GET" })).json).toMatchObject({ items: [] });
  });

  test("unbound by the person, a client is told so and acts for nobody", async () => {
    const made = await boundClient();
    const { userId } = await holderOf(made.deviceId);
    const session = await signSession({ userId, version: 1 });
    const patched = await call(rename, {
      id: made.deviceId,
      method: "PATCH",
      body: { name: "新" },
      as: session,
    });
    expect([patched.status, patched.json.name]).toEqual([200, "新"]);
    expect((await call(unbind, { id: made.deviceId, method: "DELETE", as: session })).status).toBe(204);
    const refused = await call(list, { as: made.accessToken, method: "GET" });
    expect([refused.status, refused.json.code]).toEqual([409, "device_not_bound"]);
    expect((await call(current, { as: made.accessToken, method: "GET" })).json).toMatchObject({
      isBound: false,
    });
  });
});

async function holderOf(deviceId: string): Promise<{ userId: string }> {
  const device = await findSessionDevice(testContext(), deviceId);
  return { userId: device?.userId ?? "" };
}
