import { expect, test } from "vitest";
import { metrics } from "@/lib/platform/metrics";
import { callbackRoute } from "./doors";
import { type PayVerbs, payNotices } from "./pay-notices";
import { requestTo } from "./testing-call.fixture";

interface Notice {
  id: string;
}
const verbs = (changes: Partial<PayVerbs<Notice>> = {}): PayVerbs<Notice> => ({
  read: async ({ headers, raw }) =>
    headers.get("wechatpay-signature") === "good" ? JSON.parse(Buffer.from(raw).toString()) : null,
  accept: async ({ ctx }) => expect(ctx.actor).toEqual({ kind: "webhook", vendor: "wechat-pay" }),
  ...changes,
});
const send = (changes: Partial<PayVerbs<Notice>> = {}, signature = "good", body = '{"id":"EV-1"}') =>
  callbackRoute(payNotices("pay/notify", verbs(changes)))(
    requestTo("/api/wechat/pay/notify", {
      method: "POST",
      body,
      headers: { "wechatpay-signature": signature },
    }),
  );
const FAIL = { code: "FAIL", message: "失败" };

test("a notice is acknowledged once it is kept, with the bytes and headers that were signed", async () => {
  const kept: unknown[] = [];
  const answer = await send({
    accept: async ({ notice, raw, headers }) => {
      kept.push([notice, Buffer.from(raw).toString(), headers.get("wechatpay-signature")]);
    },
  });
  expect([answer.status, await answer.json()]).toEqual([200, { code: "SUCCESS", message: "成功" }]);
  expect(kept).toEqual([[{ id: "EV-1" }, '{"id":"EV-1"}', "good"]]);
});

test("a thousand genuine notices from one address all pass", async () => {
  let kept = 0;
  const accept = async () => {
    kept += 1;
  };
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => send({ accept })));
  expect([new Set(answers.map(({ status }) => status)), kept]).toEqual([new Set([200]), 1_000]);
});

test("a notice with a wrong signature, as of WeChat's own probes, is refused with 401 and counted", async () => {
  const accept = async () => {
    throw new Error("accepted");
  };
  const answer = await send({ accept }, "WECHATPAY/SIGNTEST/x");
  expect([answer.status, await answer.json()]).toEqual([401, FAIL]);
  const counted = (await metrics().refusedRequests.get()).values;
  expect(counted.find(({ labels }) => labels.reason === "webhook_wechat_pay")?.value).toBe(1);
});

test("what could not be committed or is too long is never acknowledged", async () => {
  const accept = () => Promise.reject(new Error("the database is away"));
  const failed = await send({ accept });
  expect([failed.status, await failed.json()]).toEqual([500, FAIL]);
  const long = await send({}, "good", "x".repeat(64 * 1024 + 1));
  expect([long.status, await long.json()]).toEqual([413, FAIL]);
});
