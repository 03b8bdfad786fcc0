import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HANG, type SimOutcome, type SimRequest } from "@/simulators/kit/server";
import {
  ask,
  type Json,
  LI_LEI,
  type Merchant,
  startMerchant,
  startWechat,
  TOM,
} from "@/simulators/wechat/calls.fixture";
import { decryptMessage, encryptMessage, sortedDigest } from "@/simulators/wechat/crypto/messages";
import type { WechatSimulator } from "@/simulators/wechat/server";
import { ACCOUNT_IS_DOWN } from "./events";
import { document, element, readDocument } from "./xml";

let sim: WechatSimulator;
let merchant: Merchant;
let answer: (request: SimRequest, index: number) => SimOutcome;
beforeEach(async () => {
  answer = () => ({ status: 200, body: "success" });
  sim = await startWechat({ speed: 1_000 });
  merchant = await startMerchant((request, index) => answer(request, index));
  sim.console({ eventsUrl: `${merchant.url}/api/wechat/events` });
});
afterEach(async () => {
  await sim.close();
  await merchant.close();
});

const fieldsOf = (request: SimRequest | undefined): Map<string, string> =>
  readDocument(request?.body.toString() ?? "") ?? new Map();
const decrypted = (request: SimRequest | undefined): Map<string, string> => {
  const encrypted = fieldsOf(request).get("Encrypt") ?? "";
  const { query } = request ?? { query: new URLSearchParams() };
  const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
  expect(query.get("msg_signature")).toBe(sortedDigest(sim.desk.token, timestamp, nonce, encrypted));
  return readDocument(decryptMessage(encrypted, sim.desk)) ?? new Map();
};
const chat = (openid: string) =>
  (sim.desk.people.get(openid)?.chat ?? []).map(({ from, text }) => [from, text]);

async function newCode(scene: string): Promise<{ url: string; ticket: string }> {
  const { appid, secret } = sim.desk;
  const credentials = { grant_type: "client_credential", appid, secret };
  const { access_token } = (await ask(sim, "/cgi-bin/stable_token", credentials)).json;
  const body = {
    expire_seconds: 60,
    action_name: "QR_STR_SCENE",
    action_info: { scene: { scene_str: scene } },
  };
  const { url, ticket } = (await ask(sim, `/cgi-bin/qrcode/create?access_token=${access_token}`, body)).json;
  return { url: String(url), ticket: String(ticket) };
}

const reply = (more: Json = {}): string => {
  const fields: Json = {
    ToUserName: LI_LEI,
    FromUserName: sim.desk.account,
    CreateTime: 1_760_000_000,
    MsgType: "text",
    Content: "绑定成功",
    ...more,
  };
  const elements = Object.entries(fields).filter(([, value]) => value !== undefined);
  return document(...elements.map(([name, value]) => element(name, value as string | number)));
};
const sealed = (xml: string, more: Json = {}): string => {
  const encrypted = encryptMessage(xml, sim.desk);
  const signature = sortedDigest(sim.desk.token, "1760000000", "n1", encrypted);
  const fields: Json = {
    Encrypt: encrypted,
    MsgSignature: signature,
    TimeStamp: 1_760_000_000,
    Nonce: "n1",
    ...more,
  };
  return document(...Object.entries(fields).map(([name, value]) => element(name, value as string | number)));
};

describe("what is sent", () => {
  it("says subscribe with the prefix to who is new, and SCAN without it to who follows", async () => {
    const { url, ticket } = await newCode("b1_abc");
    await sim.phone.scan(LI_LEI, url);
    await sim.phone.scan(LI_LEI, url);
    const [first, second] = merchant.received.map(decrypted);
    expect(Object.fromEntries(first ?? [])).toMatchObject({
      ToUserName: sim.desk.account,
      FromUserName: LI_LEI,
      MsgType: "event",
      Event: "subscribe",
      EventKey: "qrscene_b1_abc",
      Ticket: ticket,
    });
    expect(Object.fromEntries(second ?? [])).toMatchObject({ Event: "SCAN", EventKey: "b1_abc" });
    expect(Number(second?.get("CreateTime"))).toBeGreaterThan(Number(first?.get("CreateTime")));
  });

  it("is encrypted in secure mode, both in compatible mode, and clear in plain mode", async () => {
    const shapes: string[][] = [];
    for (const messageMode of ["secure", "compatible", "plain"] as const) {
      sim.console({ messageMode });
      await sim.phone.follow(TOM);
      await sim.phone.unfollow(TOM);
      const last = merchant.received.at(-1);
      shapes.push([...fieldsOf(last).keys()]);
      expect(last?.query.has("msg_signature")).toBe(messageMode !== "plain");
      expect(last?.query.get("encrypt_type")).toBe(messageMode === "plain" ? null : "aes");
      expect(last?.query.get("openid")).toBe(TOM);
      const [timestamp, nonce] = [last?.query.get("timestamp") ?? "", last?.query.get("nonce") ?? ""];
      expect(last?.query.get("signature")).toBe(sortedDigest(sim.desk.token, timestamp, nonce));
      if (messageMode !== "plain") expect(decrypted(last).get("Event")).toBe("unsubscribe");
    }
    const clear = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey"];
    expect(shapes).toEqual([["ToUserName", "Encrypt"], [...clear, "Encrypt"], clear]);
  });

  it("carries texts with a number beyond what JavaScript counts exactly", async () => {
    await sim.phone.follow(LI_LEI);
    await sim.phone.say(LI_LEI, "a ]]> b & <c>");
    const message = decrypted(merchant.received.at(-1));
    expect(message.get("Content")).toBe("a ]]> b & <c>");
    expect(message.get("MsgId")).toMatch(/^2\d{18}$/);
    await expect(sim.phone.say(TOM, "hello")).rejects.toThrow("请先关注");
  });

  it("is nothing for unknown and expired codes, which the phone refuses", async () => {
    await expect(sim.phone.scan(LI_LEI, "http://weixin.qq.com/q/none")).rejects.toThrow("无法识别");
    const { url } = await newCode("b1_late");
    sim.advance(61_000);
    await expect(sim.phone.scan(LI_LEI, url)).rejects.toThrow("二维码已过期");
    expect(merchant.received).toHaveLength(0);
  });

  it("verifies the address as the console does", async () => {
    answer = ({ query }) => ({ status: 200, body: query.get("echostr") ?? "" });
    expect((await ask(sim, "/__control", { set: "verify" })).json.verified).toBe(true);
    answer = ({ query }) => ({ status: 200, body: JSON.stringify(query.get("echostr")) });
    expect((await ask(sim, "/__control", { set: "verify" })).json.verified).toBe(false);
  });
});

describe("the answer", () => {
  it.each<[string, () => string]>([
    ["success", () => "success"],
    ["nothing", () => ""],
  ])("%s says nothing and ends it", async (_, body) => {
    answer = () => ({ status: 200, body: body() });
    await sim.phone.follow(LI_LEI);
    expect(merchant.received).toHaveLength(1);
    expect(chat(LI_LEI)).toEqual([]);
  });

  it("lands in the chat when it is encrypted and signed", async () => {
    answer = () => ({ status: 200, body: sealed(reply()) });
    await sim.phone.follow(LI_LEI);
    expect(chat(LI_LEI)).toEqual([["account", "绑定成功"]]);
  });

  it("may be clear in plain and compatible mode", async () => {
    for (const messageMode of ["plain", "compatible"] as const) {
      sim.console({ messageMode });
      answer = () => ({ status: 200, body: reply({ Content: messageMode }) });
      await sim.phone.unfollow(LI_LEI);
      await sim.phone.follow(LI_LEI);
    }
    expect(chat(LI_LEI)).toEqual([
      ["account", "plain"],
      ["account", "compatible"],
    ]);
  });

  it.each<[string, () => SimOutcome]>([
    ["JSON", () => ({ status: 200, body: '{"ok":true}' })],
    ["a page", () => ({ status: 404, body: "<html></html>" })],
    ["a redirect", () => ({ status: 302, headers: { location: "/" }, body: "" })],
    ["clear text in secure mode", () => ({ status: 200, body: reply() })],
    [
      "another spelling of TimeStamp",
      () => ({ status: 200, body: sealed(reply()).replaceAll("TimeStamp", "Timestamp") }),
    ],
    ["a wrong signature", () => ({ status: 200, body: sealed(reply(), { MsgSignature: "0".repeat(40) }) })],
    ["another person", () => ({ status: 200, body: sealed(reply({ ToUserName: TOM })) })],
    ["another sender", () => ({ status: 200, body: sealed(reply({ FromUserName: "gh_other" })) })],
    ["an empty text", () => ({ status: 200, body: sealed(reply({ Content: "" })) })],
    ["a text of 2049 bytes", () => ({ status: 200, body: sealed(reply({ Content: "a".repeat(2_049) })) })],
    ["no time", () => ({ status: 200, body: sealed(reply({ CreateTime: undefined })) })],
  ])("%s makes the account look broken, without another try", async (_, body) => {
    answer = body;
    await sim.phone.follow(LI_LEI);
    expect(merchant.received).toHaveLength(1);
    expect(chat(LI_LEI)).toEqual([["wechat", ACCOUNT_IS_DOWN]]);
  });

  it("is asked for three more times while nobody answers", async () => {
    answer = () => HANG;
    await sim.phone.follow(LI_LEI);
    expect(merchant.received).toHaveLength(4);
    expect(new Set(merchant.received.map((request) => decrypted(request).get("CreateTime"))).size).toBe(1);
    expect(sim.deliveries.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(chat(LI_LEI)).toEqual([["wechat", ACCOUNT_IS_DOWN]]);
  });

  it("counts when it comes on a later try", async () => {
    answer = (_, index) => (index < 2 ? { status: 503, body: "" } : { status: 200, body: sealed(reply()) });
    await sim.phone.follow(LI_LEI);
    expect(sim.deliveries.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(chat(LI_LEI)).toEqual([["account", "绑定成功"]]);
  });

  it("is not shown to who has left", async () => {
    await sim.phone.follow(LI_LEI);
    answer = () => ({ status: 200, body: "nonsense" });
    await sim.phone.unfollow(LI_LEI);
    expect(chat(LI_LEI)).toEqual([]);
  });
});
