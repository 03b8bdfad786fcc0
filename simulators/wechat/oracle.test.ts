import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import type { SimRequest } from "@/simulators/kit/server";
import { LI_LEI, type Merchant, order, orderBody, query, startMerchant, startWechat } from "./calls.fixture";
import { seal, unseal } from "./crypto/sealed";
import type { WechatSimulator } from "./server";

/** A library by somebody else: what both sides of ours could get wrong in the same way, it would not. */
let sim: WechatSimulator;
let merchant: Merchant;
beforeEach(async () => {
  sim = await startWechat({ speed: 1_000 });
  merchant = await startMerchant();
});
afterEach(async () => {
  await sim.close();
  await merchant.close();
});

const verifies = (headers: Headers, text: string): boolean => {
  const timestamp = headers.get("wechatpay-timestamp") ?? "";
  const message = Formatter.response(timestamp, headers.get("wechatpay-nonce") ?? "", text);
  return Rsa.verify(message, headers.get("wechatpay-signature") ?? "", sim.desk.platformPublicKey);
};

describe("an independent library", () => {
  it("signs requests that the simulator takes, and verifies its replies", async () => {
    const target = "/v3/pay/transactions/jsapi";
    const body = JSON.stringify(orderBody(sim.desk, "ORACLE0001"));
    const [nonce, timestamp] = [Formatter.nonce(), String(Formatter.timestamp())];
    const message = Formatter.request("POST", target, timestamp, nonce, body);
    const signature = Rsa.sign(message, sim.desk.merchantPrivateKey);
    const authorization = Formatter.authorization(
      sim.desk.mchid,
      nonce,
      signature,
      timestamp,
      sim.desk.merchantSerial,
    );
    const headers = {
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "oracle",
      authorization,
    };
    const response = await fetch(`${sim.url}${target}`, { method: "POST", body, headers });
    const text = await response.text();
    expect([response.status, verifies(response.headers, text)]).toEqual([200, true]);
    expect(verifies(response.headers, `${text} `)).toBe(false);
  });

  it("signs the page's call so that the phone opens the payment", async () => {
    const { json } = await order(sim, "ORACLE0002");
    const page = {
      appId: sim.desk.appid,
      timeStamp: String(Formatter.timestamp()),
      nonceStr: Formatter.nonce(),
      package: `prepay_id=${json.prepay_id}`,
    };
    const text = Formatter.joinedByLineFeed(page.appId, page.timeStamp, page.nonceStr, page.package);
    const paySign = Rsa.sign(text, sim.desk.merchantPrivateKey);
    const opened = sim.phone.openPayment(LI_LEI, { jsapi: { ...page, signType: "RSA", paySign } });
    expect(opened.outTradeNo).toBe("ORACLE0002");
  });

  it("verifies and opens notices", async () => {
    await order(sim, "ORACLE0003", { notify_url: `${merchant.url}/notify` });
    await sim.phone.pay(LI_LEI, "ORACLE0003");
    await vi.waitFor(() => expect(merchant.received).toHaveLength(1));
    const { headers, body } = merchant.received[0] as SimRequest;
    expect(verifies(headers, body.toString())).toBe(true);
    const { resource } = JSON.parse(body.toString()) as { resource: Parameters<typeof unseal>[0] };
    const opened = Aes.AesGcm.decrypt(
      resource.ciphertext,
      sim.desk.apiV3Key,
      resource.nonce,
      resource.associated_data,
    );
    const asked = (await query(sim, "ORACLE0003")).json;
    expect(JSON.parse(opened)).toEqual(asked);
  });

  it("seals what the simulator opens, and the other way round", () => {
    const key = sim.desk.apiV3Key;
    const ciphertext = Aes.AesGcm.encrypt("文字", key, "0123456789ab", "transaction");
    const ours = seal("文字", { key, associatedData: "transaction", nonce: "0123456789ab" });
    expect(ours.ciphertext).toBe(ciphertext);
    expect(unseal({ ciphertext, nonce: "0123456789ab", associated_data: "transaction" }, key)).toBe("文字");
  });
});
