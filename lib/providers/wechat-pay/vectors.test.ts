import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openSealed } from "./aead";
import { readPayNotice } from "./notices";
import { jsapiParametersOf } from "./prepay";
import { authorizationOf, lines, signText, verifySignature } from "./signature";
import { noticeBody, readAs } from "./types";
import { payVectorIds, vector } from "./vectors.fixture";
import { openCertificates } from "./verifiers";

const text = z.string();
const headerShape = z.record(text, text);
const checked: string[] = [];
const take = <T>(id: string, shape: z.ZodType<T>): T => {
  checked.push(id);
  return vector(id, shape);
};

const officialKey = createPrivateKey(
  vector("payv3-request-post-jsapi", z.object({ privateKey: text })).privateKey,
);
const request = { method: text, path: text, timestamp: text, nonce: text, body: text, signature: text };

describe("the published vectors of WeChat Pay", () => {
  it("a request is signed, and its Authorization header written, as the documentation does it", () => {
    const given = take(
      "payv3-request-post-jsapi",
      z.object({ ...request, mchid: text, serial_no: text, message: text, authorization: text }),
    );
    const { method, path: target, nonce, body } = given;
    const timestamp = Number(given.timestamp);
    expect(lines(method, target, timestamp, nonce, body)).toBe(given.message);
    const signer = { mchid: given.mchid, serial: given.serial_no, key: officialKey };
    expect(authorizationOf(signer, { method, target, timestamp, nonce, body })).toBe(given.authorization);
    expect(given.authorization).toContain(given.signature);
  });

  it("a request without a body is signed over an empty last line", () => {
    const given = take("payv3-request-get-refund", z.object({ ...request, message: text }));
    const message = lines(given.method, given.path, given.timestamp, given.nonce, given.body);
    expect(message).toBe(given.message);
    expect(signText(officialKey, message)).toBe(given.signature);
  });

  it("the parameters of a JSAPI payment are signed with the whole package text", () => {
    const given = take(
      "payv3-jsapi-paysign",
      z.object({
        appId: text,
        timeStamp: text,
        nonceStr: text,
        package: text,
        signType: text,
        signature: text,
      }),
    );
    const parameters = jsapiParametersOf(
      { appid: given.appId, key: officialKey },
      {
        prepayId: given.package.slice("prepay_id=".length),
        now: new Date(Number(given.timeStamp) * 1000),
        nonce: given.nonceStr,
      },
    );
    const { appId, timeStamp, nonceStr, package: content, signType, signature: paySign } = given;
    expect(parameters).toEqual({ appId, timeStamp, nonceStr, package: content, signType, paySign });
  });

  it.each(["payv3-app-sign", "payv3-go-sign-source"])("%s: a message is signed as published", (id) => {
    const given = take(id, z.object({ message: text, signature: text, privateKey: text.optional() }));
    const key = given.privateKey ? createPrivateKey(given.privateKey) : officialKey;
    expect(signText(key, given.message)).toBe(given.signature);
  });

  it("a reply signed in public-key mode holds inside the five minutes and not after them", async () => {
    const given = take(
      "payv3-response-verify-pubkey",
      z.object({ headers: headerShape, body: text, signature: text, publicKey: text, message: text }),
    );
    const headers = new Headers({ ...given.headers, "Wechatpay-Signature": given.signature });
    const key = createPublicKey(given.publicKey);
    const proofAt = (offsetS: number, body = given.body) =>
      verifySignature({
        headers,
        raw: Buffer.from(body),
        now: new Date((1722850421 + offsetS) * 1000),
        keyOf: async (serial) => (serial === "PUB_KEY_ID_0000000000000024101100397200000006" ? key : null),
      });
    expect(await proofAt(0)).toBe("holds");
    expect(await proofAt(300)).toBe("holds");
    expect(await proofAt(-300)).toBe("holds");
    expect(await proofAt(301)).toBe("old");
    expect(await proofAt(-301)).toBe("old");
    expect(await proofAt(0, `${given.body} `)).toBe("wrong");
  });

  it("the certificate of a platform verifies what its key signed", () => {
    const given = take(
      "payv3-go-verify-cert",
      z.object({ serial: text, certificate: text, message: text, signature: text }),
    );
    const source = vector("payv3-go-sign-source", z.object({ privateKey: text }));
    const certificate = new X509Certificate(given.certificate);
    expect(certificate.serialNumber).toBe(given.serial);
    expect(signText(createPrivateKey(source.privateKey), given.message)).toBe(given.signature);
    expect(certificate.checkPrivateKey(createPrivateKey(source.privateKey))).toBe(true);
  });

  it("a list of platform certificates opens to the certificate it was made of", () => {
    const given = take(
      "payv3-certificates-download",
      z.object({ apiV3Key: text, responseBody: text, certificate: text, serial: text }),
    );
    const opened = openCertificates(Buffer.from(given.responseBody), given.apiV3Key);
    const expected = new X509Certificate(given.certificate);
    expect(opened?.map(({ serial }) => serial)).toEqual([given.serial]);
    expect(opened?.[0]?.key.equals(expected.publicKey)).toBe(true);
    expect(opened?.[0]?.validTo.toISOString()).toBe("2031-04-25T08:55:23.000Z");
    expect(openCertificates(Buffer.from(given.responseBody), "another key 1234")).toBeNull();
  });

  it.each(["payv3-aead-go", "payv3-aead-axios-empty", "payv3-aead-axios-hello"])(
    "%s: content is decrypted, and not when a bit of anything is another",
    (id) => {
      const given = take(
        id,
        z.object({ key: text, nonce: text, associated_data: text, ciphertext: text, plaintext: text }),
      );
      const { key, nonce, associated_data: associatedData, ciphertext, plaintext } = given;
      expect(openSealed(key, { nonce, associatedData, ciphertext }).toString()).toBe(plaintext);
      for (let at = 0; at < Buffer.from(ciphertext, "base64").length; at++) {
        const bytes = Buffer.from(ciphertext, "base64");
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const changed = { nonce, associatedData, ciphertext: bytes.toString("base64") };
        expect(() => openSealed(key, changed)).toThrow();
      }
      expect(() => openSealed(key, { nonce, associatedData: `${associatedData}x`, ciphertext })).toThrow();
      expect(() => openSealed(key, { nonce: `${nonce}0`, associatedData, ciphertext })).toThrow();
    },
  );
});

const notice = z.object({ apiV3Key: text, headers: headerShape, body: text, plaintext: text });

describe("the notices among the vectors", () => {
  it("a notice of the official library holds, decrypts, and is about nothing that we use", async () => {
    const given = take("payv3-notify-full", notice.extend({ certificate: text }));
    const key = new X509Certificate(given.certificate).publicKey;
    const deps = {
      config: { apiV3Key: given.apiV3Key, mchid: "1900007291" },
      keyOf: async (serial: string) => (serial === "D7CE59D1F522D701" ? key : null),
    };
    const now = new Date(1624523846_000);
    const raw = Buffer.from(given.body);
    expect(await readPayNotice(deps, { headers: new Headers(given.headers), raw, now })).toEqual({
      id: "3119dfba-e649-5eec-ab1e-3412bc4d2e17",
      kind: "other",
      eventType: "PAYSCORE.USER_OPEN_SERVICE",
    });
    const resource = readAs(noticeBody, raw)?.resource;
    expect(resource && openSealed(given.apiV3Key, resource).toString()).toBe(given.plaintext);
  });

  const readSelfMade = (given: z.infer<typeof notice> & { publicKey: string }, mchid = "1900007291") =>
    readPayNotice(
      {
        config: { apiV3Key: given.apiV3Key, mchid },
        keyOf: async (serial) =>
          serial === given.headers["Wechatpay-Serial"] ? createPublicKey(given.publicKey) : null,
      },
      {
        headers: new Headers(given.headers),
        raw: Buffer.from(given.body),
        now: new Date(Number(given.headers["Wechatpay-Timestamp"]) * 1000),
      },
    );

  it("a payment becomes a transaction in our words", async () => {
    const given = take("self-transaction-success", notice.extend({ publicKey: text }));
    expect(await readSelfMade(given)).toEqual({
      id: "EV-2026100900000000001",
      kind: "payment",
      transaction: {
        appid: "wxd678efh567hg6787",
        mchid: "1900007291",
        outTradeNo: "XT20261009165300000001",
        transactionId: "4200000000202610090000000001",
        state: "success",
        amountFen: 9900,
        currency: "CNY",
        payerOpenid: "oXinTuTestOpenid0000000000001",
        paidAt: new Date("2026-10-09T08:53:19Z"),
      },
    });
  });

  it("a refund becomes a report in our words, for its own merchant only", async () => {
    const given = take("self-refund-success", notice.extend({ publicKey: text }));
    expect(await readSelfMade(given)).toEqual({
      id: "EV-2026100900000000002",
      kind: "refund",
      refund: {
        refundId: "50200207182018070300011301001",
        outRefundNo: "XTR20261009170000000001",
        outTradeNo: "XT20261009165300000001",
        transactionId: "4200000000202610090000000001",
        status: "success",
        refundFen: 9900,
        totalFen: 9900,
        succeededAt: new Date("2026-10-09T09:00:05Z"),
      },
    });
    expect(await readSelfMade(given, "1900007292")).toBeNull();
  });

  it("a probe with a wrong signature is nothing", async () => {
    const given = take("self-signtest-probe-must-fail", notice.extend({ publicKey: text }));
    expect(await readSelfMade(given)).toBeNull();
  });

  it("no vector of WeChat Pay is left out", () => {
    expect([...checked].sort()).toEqual(payVectorIds().sort());
  });
});
