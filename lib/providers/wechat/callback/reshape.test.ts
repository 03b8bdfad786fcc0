import { describe, expect, it } from "vitest";
import { messageOf } from "./reshape";
import { parseXml } from "./xml";

const OPENID = "oXinTuTestOpenid0000000000001";

/** A message with these elements after the usual ones; `null` leaves one of the usual ones out. */
function message(elements: string, usual: Record<string, string | null> = {}) {
  const all = {
    ToUserName: "gh_1",
    FromUserName: OPENID,
    CreateTime: "1760000000",
    MsgType: "event",
    ...usual,
  };
  const head = Object.entries(all)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join("");
  return messageOf(parseXml(`<xml>${head}${elements}</xml>`) ?? {});
}

const event = (name: string, key?: string) =>
  message(
    `<Event><![CDATA[${name}]]></Event>${key === undefined ? "" : `<EventKey><![CDATA[${key}]]></EventKey>`}`,
  );

describe("events", () => {
  it.each([
    ["a follow by search, without a key", event("subscribe"), { kind: "follow", scene: null }],
    ["a follow by search, with an empty key", event("subscribe", ""), { kind: "follow", scene: null }],
    ["a follow by our code", event("subscribe", "qrscene_b1_x"), { kind: "follow", scene: "b1_x" }],
    [
      "a follow by a code whose scene looks prefixed",
      event("subscribe", "qrscene_qrscene_x"),
      { kind: "follow", scene: "qrscene_x" },
    ],
    [
      "a follow by a payment, which has a key of its own",
      event("subscribe", "last_trade_no_42"),
      { kind: "follow", scene: null },
    ],
    ["a follow with a prefix only", event("subscribe", "qrscene_"), { kind: "follow", scene: null }],
    ["a scan", event("SCAN", "b1_x"), { kind: "scan", scene: "b1_x" }],
    ["a scan in small letters", event("scan", "b1_x"), { kind: "scan", scene: "b1_x" }],
    [
      "a scan whose scene begins like the prefix",
      event("SCAN", "qrscene_x"),
      { kind: "scan", scene: "qrscene_x" },
    ],
    ["a scan of digits", event("SCAN", "0123"), { kind: "scan", scene: "0123" }],
    ["a scan of nothing", event("SCAN", ""), { kind: "other", name: "SCAN" }],
    ["an end of following", event("unsubscribe", ""), { kind: "unfollow" }],
    ["a follow in capitals", event("SUBSCRIBE", "qrscene_a"), { kind: "follow", scene: "a" }],
    ["a menu button", event("CLICK", "my-credits"), { kind: "menu", key: "my-credits" }],
    ["a menu link", event("VIEW", "https://m.example/"), { kind: "other", name: "VIEW" }],
    ["a position", event("LOCATION"), { kind: "other", name: "LOCATION" }],
    [
      "a report about a notice",
      event("subscribe_msg_sent_event"),
      { kind: "other", name: "subscribe_msg_sent_event" },
    ],
    ["an event without a name", message(""), { kind: "other", name: "event" }],
  ])("%s", (_, read, content) => {
    expect(read?.content).toEqual(content);
  });

  const item = (id: string, status: string) =>
    `<List><TemplateId>${id}</TemplateId><SubscribeStatusString>${status}</SubscribeStatusString><PopupScene>1</PopupScene></List>`;

  it("tells one consent and several in the same way", () => {
    const popup = (items: string) =>
      message(
        `<Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>${items}</SubscribeMsgPopupEvent>`,
      );
    expect(popup(item("T1", "accept"))?.content).toEqual({
      kind: "subscription",
      changes: [{ templateId: "T1", accepted: true }],
    });
    expect(popup(item("T1", "accept") + item("T2", "reject"))?.content).toEqual({
      kind: "subscription",
      changes: [
        { templateId: "T1", accepted: true },
        { templateId: "T2", accepted: false },
      ],
    });
    expect(popup("")?.content).toEqual({ kind: "other", name: "subscribe_msg_popup_event" });
  });

  it("tells a consent that was taken back", () => {
    const read = message(
      `<Event>subscribe_msg_change_event</Event><SubscribeMsgChangeEvent>${item("T1", "reject")}</SubscribeMsgChangeEvent>`,
    );
    expect(read?.content).toEqual({ kind: "subscription", changes: [{ templateId: "T1", accepted: false }] });
  });
});

describe("messages", () => {
  const text = (content: string, id = "<MsgId>4363689963896700987</MsgId>") =>
    message(`<Content><![CDATA[${content}]]></Content>${id}`, { MsgType: "text" });

  it("tells a text as it was written", () => {
    expect(text(" 解绑 <b> ")?.content).toEqual({ kind: "text", text: " 解绑 <b> " });
    expect(text("")?.content).toEqual({ kind: "text", text: "" });
  });

  it("calls everything else by its type", () => {
    expect(message("<PicUrl>x</PicUrl><MsgId>1</MsgId>", { MsgType: "image" })?.content).toEqual({
      kind: "other",
      name: "image",
    });
  });

  it("tells who, to whom and when", () => {
    expect(text("x")).toMatchObject({
      openid: OPENID,
      account: "gh_1",
      sentAt: new Date("2025-10-09T08:53:20Z"),
    });
  });

  it("keeps an openid of digits", () => {
    expect(message("<Event>CLICK</Event>", { FromUserName: "0123456789" })?.openid).toBe("0123456789");
  });

  it.each([
    ["a sender", { FromUserName: null }],
    ["an account", { ToUserName: null }],
    ["a time", { CreateTime: null }],
    ["a type", { MsgType: null }],
    ["a readable time", { CreateTime: "soon" }],
    ["a possible time", { CreateTime: "999999999999" }],
    ["a sender with letters", { FromUserName: "" }],
    ["a sender without blanks", { FromUserName: "o x" }],
  ])("is nothing without %s", (_, usual) => {
    expect(message("<Event>SCAN</Event><EventKey>a</EventKey>", usual)).toBeNull();
  });

  it("is nothing with two senders, two keys or a key with elements", () => {
    expect(message(`<FromUserName>oOther</FromUserName><Event>SCAN</Event>`)).toBeNull();
    expect(message("<Event>SCAN</Event><EventKey>a</EventKey><EventKey>b</EventKey>")).toBeNull();
    expect(message("<Event>SCAN</Event><EventKey><a>b</a></EventKey>")).toBeNull();
  });
});

describe("the key of a delivery", () => {
  it("is the MsgId of a message, every digit of it", () => {
    const one = message("<Content>x</Content><MsgId>9007199254740993</MsgId>", { MsgType: "text" });
    expect(one?.dedupeKey).toBe("9007199254740993");
  });

  it("is person, second, event and key of an event", () => {
    expect(event("SCAN", "b1_x")?.dedupeKey).toBe(`${OPENID}|1760000000|scan|b1_x`);
    expect(event("scan", "b1_x")?.dedupeKey).toBe(event("SCAN", "b1_x")?.dedupeKey);
    expect(event("subscribe")?.dedupeKey).toBe(event("subscribe", "")?.dedupeKey);
  });

  it("differs for different events of the same second", () => {
    const keys = [
      event("SCAN", "a"),
      event("SCAN", "b"),
      event("subscribe", "qrscene_a"),
      event("unsubscribe"),
      message("<Event>SCAN</Event><EventKey>a</EventKey>", { FromUserName: "oOther" }),
      message("<Event>SCAN</Event><EventKey>a</EventKey>", { CreateTime: "1760000001" }),
    ].map((read) => read?.dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("stays short for a long address, and differs with it", () => {
    const one = event("VIEW", `https://m.example/${"a".repeat(3_000)}`)?.dedupeKey ?? "";
    const other = event("VIEW", `https://m.example/${"a".repeat(2_999)}b`)?.dedupeKey ?? "";
    expect(one.length).toBeLessThan(200);
    expect(one).not.toBe(other);
  });

  it("exists for a message without MsgId", () => {
    expect(message("<Content>x</Content>", { MsgType: "text" })?.dedupeKey).toBe(`${OPENID}|1760000000|text`);
  });
});
