import { describe, expect, it } from "vitest";
import { wechatAccount } from "../client";
import type { AccountConfig } from "../config";
import { memoryStore, plainCallback, sealedCallback, testConfig, vectorOf } from "../testing-account.fixture";
import type { AccountMessage } from "../words";
import { decryptMessage, signatureHolds } from "./message-crypto";
import { MAX_XML_BYTES, parseXml } from "./xml";

const modes = ["plain", "compatible", "secure"] as const;
const sealedModes = ["compatible", "secure"] as const;
const account = (changes: Partial<AccountConfig> = {}) => wechatAccount(testConfig(changes), memoryStore());

const scan = (openid: string, key = "b1_x") =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>1760000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[${key}]]></EventKey></xml>`;

const queryOf = (vector: ReturnType<typeof vectorOf>) => {
  const { timestamp = "", nonce = "", signature = "", echostr = "" } = vector;
  return new URLSearchParams({ signature, timestamp, nonce, ...(echostr ? { echostr } : {}) });
};

describe("the verification of the address", () => {
  const vector = vectorOf("sha1-sorted", "oa-url-verify");

  it.each(modes)("gives the echostr back as it came (%s)", (mode) => {
    expect(account({ mode }).verifyUrl(queryOf(vector))).toBe("4375120948345356249");
  });

  it.each(["signature", "timestamp", "nonce", "echostr"])("gives nothing without %s", (name) => {
    const query = queryOf(vector);
    query.delete(name);
    expect(account().verifyUrl(query)).toBeNull();
  });

  it("gives nothing for a wrong signature, nor back what only a page would have", () => {
    const forged = queryOf(vector);
    forged.set("signature", "0".repeat(40));
    expect(account().verifyUrl(forged)).toBeNull();
    const scripted = queryOf(vector);
    scripted.set("echostr", "<script>alert(1)</script>");
    expect(account().verifyUrl(scripted)).toBeNull();
  });
});

describe("recorded callbacks", () => {
  it.each([
    ["self-oa-subscribe-scene", { kind: "follow", scene: "bind_7f3c" }],
    ["self-oa-scan-scene", { kind: "scan", scene: "bind_7f3c" }],
  ])("%s is read in secure and compatible mode", (id, content) => {
    const vector = vectorOf("wxbiz-encrypt", id);
    const { timestamp = "", nonce = "", msg_signature = "", encrypt } = vector;
    const query = new URLSearchParams({ timestamp, nonce, msg_signature, encrypt_type: "aes" });
    const raw = Buffer.from(
      `<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
    );
    for (const mode of sealedModes)
      expect(account({ mode }).readMessage({ query, raw })).toMatchObject({
        openid: "oXinTuTestOpenid0000000000001",
        account: "gh_97417a04a28d",
        content,
      });
  });

  it("the official one whose content is JSON is no message: the console must say XML", () => {
    const {
      timestamp = "",
      nonce = "",
      msg_signature = "",
      encrypt,
    } = vectorOf("wxbiz-decrypt", "oa-secure-decrypt");
    const query = new URLSearchParams({ timestamp, nonce, msg_signature });
    const raw = Buffer.from(`<xml><Encrypt>${encrypt}</Encrypt></xml>`);
    expect(account().readMessage({ query, raw })).toBeNull();
  });
});

describe("the modes", () => {
  it("plain: a signed body is read, one with a wrong signature is not", () => {
    const callback = plainCallback(testConfig(), scan("oMe"));
    expect(account({ mode: "plain" }).readMessage(callback)?.openid).toBe("oMe");
    callback.query.set("nonce", "486452657");
    expect(account({ mode: "plain" }).readMessage(callback)).toBeNull();
  });

  it.each(sealedModes)("%s: a plain body is refused although its signature holds", (mode) => {
    const callback = plainCallback(testConfig(), scan("oMe"));
    expect(account({ mode }).readMessage(callback)).toBeNull();
    callback.query.set("msg_signature", callback.query.get("signature") ?? "");
    expect(account({ mode }).readMessage(callback)).toBeNull();
  });

  it.each(sealedModes)("%s: the clear fields beside the encrypted content mean nothing", (mode) => {
    const clear = "<FromUserName>oForged</FromUserName><Event>unsubscribe</Event>";
    const read = account({ mode }).readMessage(sealedCallback(testConfig(), scan("oMe"), { clear }));
    expect(read).toMatchObject({ openid: "oMe", content: { kind: "scan", scene: "b1_x" } });
  });

  it.each(sealedModes)(
    "%s: the signature of the address does not stand in for that of the content",
    (mode) => {
      const callback = sealedCallback(testConfig(), scan("oMe"));
      expect(account({ mode }).readMessage(callback)?.openid).toBe("oMe");
      callback.query.delete("msg_signature");
      expect(account({ mode }).readMessage(callback)).toBeNull();
      callback.query.set("msg_signature", callback.query.get("signature") ?? "");
      expect(account({ mode }).readMessage(callback)).toBeNull();
    },
  );

  it.each([
    ["another account", { appid: "wxffffffffffffffff" }],
    ["another key", { aesKey: "B".repeat(43) }],
    ["another token", { token: "BBBBB" }],
  ])("secure: a callback for %s is refused", (_, changes) => {
    const callback = sealedCallback(testConfig(changes), scan("oMe"));
    expect(account(changes).readMessage(callback)?.openid).toBe("oMe");
    expect(account().readMessage(callback)).toBeNull();
  });

  it("does not look at its age: repeated deliveries are found by their key", () => {
    const callback = sealedCallback(testConfig(), scan("oMe"));
    const read = account().readMessage(callback);
    expect(read?.dedupeKey).toBe("oMe|1760000000|scan|b1_x");
    expect(account().readMessage(callback)).toEqual(read);
  });

  it.each([
    ["too large", Buffer.concat([Buffer.from(scan("oMe")), Buffer.alloc(MAX_XML_BYTES, 32)])],
    ["no UTF-8", Buffer.from([0x3c, 0xff, 0xfe])],
    ["empty", Buffer.alloc(0)],
    ["a web page", Buffer.from("<html><body>502 Bad Gateway</body></html>")],
    ["a document type", Buffer.from(`<!DOCTYPE xml>${scan("oMe")}`)],
  ])("refuses a body that is %s in every mode", (_, raw) => {
    const { query } = plainCallback(testConfig(), "");
    for (const mode of modes) expect(account({ mode }).readMessage({ query, raw })).toBeNull();
  });

  it("refuses hostile XML also inside an encrypted message", () => {
    const hostile = `<!DOCTYPE x [<!ENTITY e "oForged">]>${scan("&e;")}`;
    expect(account().readMessage(sealedCallback(testConfig(), hostile))).toBeNull();
  });
});

const message: AccountMessage = {
  openid: "oMe",
  account: "gh_1",
  sentAt: new Date(0),
  dedupeKey: "1",
  content: { kind: "unfollow" },
};
const now = new Date("2026-11-21T10:00:00.900Z");
const seconds = "1795255200";

describe("a reply", () => {
  const plain = (text: string | null) => account({ mode: "plain" }).reply(message, text, now);
  const contentOf = (text: string) => String(parseXml(plain(text))?.Content);

  it("goes from the account to the person", () => {
    expect(plain("已绑定")).toBe(
      `<xml><ToUserName><![CDATA[oMe]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>${seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[已绑定]]></Content></xml>`,
    );
  });

  it.each(modes)("is the bare word success when there is nothing to say (%s)", (mode) => {
    expect(account({ mode }).reply(message, null, now)).toBe("success");
    expect(account({ mode }).reply(message, " \n", now)).toBe("success");
  });

  it.each(sealedModes)("%s: is encrypted and signed, with its time in an element TimeStamp", (mode) => {
    const body = account({ mode }).reply(message, "已绑定", now);
    const { Encrypt, MsgSignature, TimeStamp, Nonce, ...rest } = parseXml(body) ?? {};
    expect(rest).toEqual({});
    expect(TimeStamp).toBe(seconds);
    expect(body).toContain(`<TimeStamp>${seconds}</TimeStamp>`);
    const signed = { signature: String(MsgSignature), timestamp: String(TimeStamp), nonce: String(Nonce) };
    expect(signatureHolds("AAAAA", signed, String(Encrypt))).toBe(true);
    expect(decryptMessage(testConfig(), String(Encrypt))).toBe(plain("已绑定"));
  });

  it("holds at most 2048 bytes and never half a character", () => {
    expect(contentOf("x".repeat(3_000))).toBe("x".repeat(2_048));
    expect(contentOf("图".repeat(1_000))).toBe("图".repeat(682));
    expect(contentOf(`${"x".repeat(2_046)}😀`)).toBe("x".repeat(2_046));
    expect(contentOf(`${"x".repeat(2_044)}😀!`)).toBe(`${"x".repeat(2_044)}😀`);
  });

  it("carries links, the end of a CDATA section and no character that XML forbids", () => {
    expect(contentOf('<a href="https://m.example/">打开</a>')).toBe('<a href="https://m.example/">打开</a>');
    expect(contentOf("a]]>b</Content><Content>c")).toBe("a]]>b</Content><Content>c");
    expect(contentOf("a\u0000b\u001bc\ud800d\ufffee\nf")).toBe("abcde\nf");
  });
});
