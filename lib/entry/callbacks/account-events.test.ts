import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { metrics } from "@/lib/platform/metrics";
import { type AccountVerbs, accountEvents } from "./account-events";
import { callbackRoute } from "./doors";
import { requestTo } from "./testing-call.fixture";

interface Message {
  text: string;
}
let accepted: Message[] = [];
/** A vendor whose signature is the word "good". */
const verbs: AccountVerbs<Message> = {
  verify: ({ query }) => (query.get("signature") === "good" ? query.get("echostr") : null),
  read: ({ query, raw }) =>
    query.get("msg_signature") === "good" ? { text: Buffer.from(raw).toString() } : null,
  accept: async ({ ctx, message }) => {
    expect(ctx.actor).toEqual({ kind: "webhook", vendor: "wechat" });
    accepted.push(message);
    return { reply: message.text === "quiet" ? null : `you said ${message.text}` };
  },
  write: ({ reply }) => (reply === null ? "success" : `<xml>${reply}</xml>`),
};
const route = (changes: Partial<AccountVerbs<Message>> = {}) =>
  callbackRoute(accountEvents({ ...verbs, ...changes }));
const post = (body: string, query = "msg_signature=good", address = "192.0.2.1") =>
  requestTo(`/api/wechat/events?${query}`, { method: "POST", body, address });
const refusals = async () =>
  (await metrics().refusedRequests.get()).values.find(
    ({ labels }) => labels.reason === "webhook_wechat_events",
  )?.value ?? 0;

beforeEach(() => {
  accepted = [];
});

describe("the check of the address", () => {
  test("is answered with the echostr as it came and nothing around it", async () => {
    const answer = await route()(requestTo("/api/wechat/events?signature=good&echostr=43%2075%2B1%20"));
    expect([answer.status, await answer.text()]).toEqual([200, "43 75+1 "]);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  test("is refused and counted without a right signature", async () => {
    const before = await refusals();
    for (const query of ["signature=bad&echostr=1", "", "signature=good"])
      expect((await route()(requestTo(`/api/wechat/events?${query}`))).status).toBe(403);
    expect(await refusals()).toBe(before + 3);
  });
});

describe("a message", () => {
  test("is done and answered in the same breath, as XML or with the bare word", async () => {
    const answer = await route()(post("hello"));
    expect([answer.status, await answer.text()]).toEqual([200, "<xml>you said hello</xml>"]);
    expect(answer.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    const quiet = await route()(post("quiet"));
    expect([await quiet.text(), quiet.headers.get("content-type")]).toEqual([
      "success",
      "text/plain; charset=utf-8",
    ]);
    expect(accepted).toEqual([{ text: "hello" }, { text: "quiet" }]);
  });

  test("with a wrong signature is refused, counted, and done by nobody", async () => {
    const before = await refusals();
    const answer = await route()(post("hello", "signature=good&msg_signature=bad"));
    expect([answer.status, accepted.length, await refusals()]).toEqual([403, 0, before + 1]);
  });

  test("longer than 64 KiB is refused before it is looked at", async () => {
    const read = () => {
      throw new Error("looked at");
    };
    expect((await route({ read })(post("x".repeat(64 * 1024 + 1)))).status).toBe(413);
  });

  test("that could not be committed is not acknowledged, and the reason stays inside", async () => {
    const accept = () => Promise.reject(new Error("the database is away"));
    const answer = await route({ accept })(post("hello"));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("database");
    const refused = () => Promise.reject(new AppError(503, "wechat_not_configured", "no"));
    expect((await route({ accept: refused })(post("hello"))).status).toBe(503);
  });
});

test("forged ones from one address are told to wait, and genuine ones from it never", async () => {
  const address = "192.0.2.66";
  const statuses = new Set<number>();
  for (let i = 0; i < 620; i += 1)
    statuses.add((await route()(post("x", "msg_signature=bad", address))).status);
  expect([...statuses]).toEqual([403, 429]);
  for (let i = 0; i < 5; i += 1) expect((await route()(post("real", undefined, address))).status).toBe(200);
});
