import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import file from "@/simulators/wechat/vectors/wechat-vectors.json";
import { decryptMessage, encryptMessage, pageDigest, sortedDigest } from "./messages";
import { seal, unseal } from "./sealed";
import { publicKeyOf, replyText, requestText, signText, verifyText } from "./signatures";

type Vector = Record<string, string> & { headers: Record<string, string>; expectInvalid?: boolean };

const all = [...file.published, ...file.self_generated] as unknown as Vector[]; // one loose shape for all kinds
const named = (id: string): Vector => {
  const found = all.find((vector) => vector.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return found;
};
const of = (...kinds: string[]) =>
  all
    .filter(({ kind = "" }) => kinds.includes(kind))
    .map((vector): [string, Vector] => [`${vector.id}`, vector]);
const text = (vector: Vector, name: string): string => vector[name] ?? "";

const keysFor = (vector: Vector) => publicKeyOf(vector.publicKey ?? vector.certificate ?? "");
const isNoticeSigned = (vector: Vector): boolean => {
  const { headers } = vector;
  const message = replyText({
    timestamp: headers["Wechatpay-Timestamp"] ?? "",
    nonce: headers["Wechatpay-Nonce"] ?? "",
    body: text(vector, "body"),
  });
  return verifyText(message, headers["Wechatpay-Signature"] ?? "", keysFor(vector));
};

describe("every vector", () => {
  it("is of a kind that is tested here", () => {
    const kinds = new Set(all.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      "certs",
      "gcm",
      "jssdk",
      "notify",
      "rsa-sign",
      "rsa-verify",
      "sha1-sorted",
      "wxbiz-decrypt",
      "wxbiz-encrypt",
    ]);
    expect(all.length).toBe(30);
  });

  it.each(of("sha1-sorted"))("%s: the digest of token, timestamp and nonce", (_, vector) => {
    expect(sortedDigest(text(vector, "token"), text(vector, "timestamp"), text(vector, "nonce"))).toBe(
      vector.signature,
    );
  });

  it.each(of("wxbiz-decrypt", "wxbiz-encrypt"))("%s: signed, decrypted and encrypted again", (_, vector) => {
    const [aesKey, appid] = [text(vector, "encodingAESKey"), text(vector, "appid")];
    const digest = sortedDigest(
      text(vector, "token"),
      text(vector, "timestamp"),
      text(vector, "nonce"),
      text(vector, "encrypt"),
    );
    expect(digest).toBe(vector.msg_signature);
    expect(decryptMessage(text(vector, "encrypt"), { aesKey, appid })).toBe(vector.plaintext);
    const random = Buffer.from(text(vector, "random16"));
    expect(encryptMessage(text(vector, "plaintext"), { aesKey, appid, random })).toBe(vector.encrypt);
  });

  it.each(of("jssdk"))("%s: the page's digest", (_, vector) => {
    const page = {
      ticket: text(vector, "jsapi_ticket"),
      nonce: text(vector, "noncestr"),
      timestamp: text(vector, "timestamp"),
      url: text(vector, "url"),
    };
    expect(pageDigest(page)).toBe(vector.signature);
    expect(pageDigest({ ...page, url: `${page.url}#part` })).toBe(vector.signature);
  });

  it.each(of("rsa-sign"))("%s: the same signature over the same message", (_, vector) => {
    const pem = vector.privateKey ?? named(text(vector, "privateKeyRef")).privateKey ?? "";
    if (vector.method)
      expect(
        requestText({
          method: vector.method,
          target: text(vector, "path"),
          timestamp: text(vector, "timestamp"),
          nonce: text(vector, "nonce"),
          body: text(vector, "body"),
        }),
      ).toBe(vector.message);
    expect(signText(text(vector, "message"), createPrivateKey(pem))).toBe(vector.signature);
  });

  it.each(of("rsa-verify"))("%s: the signature holds, and not for another message", (_, vector) => {
    expect(verifyText(text(vector, "message"), text(vector, "signature"), keysFor(vector))).toBe(true);
    expect(verifyText(`${vector.message} `, text(vector, "signature"), keysFor(vector))).toBe(false);
    if (vector.certificate) expect(new X509Certificate(vector.certificate).serialNumber).toBe(vector.serial);
  });

  it.each(of("notify"))("%s: verified, decrypted and sealed again", (_, vector) => {
    expect(isNoticeSigned(vector)).toBe(vector.expectInvalid !== true);
    const { resource } = JSON.parse(text(vector, "body")) as { resource: Parameters<typeof unseal>[0] };
    const key = text(vector, "apiV3Key");
    expect(unseal(resource, key)).toBe(vector.plaintext);
    const again = seal(text(vector, "plaintext"), {
      key,
      associatedData: resource.associated_data,
      nonce: resource.nonce,
    });
    expect(again.ciphertext).toBe(resource.ciphertext);
  });

  it.each(of("certs"))("%s: the certificate in the list", (_, vector) => {
    const { data } = JSON.parse(text(vector, "responseBody")) as {
      data: { encrypt_certificate: Parameters<typeof unseal>[0] }[];
    };
    const pem = data[0] ? unseal(data[0].encrypt_certificate, text(vector, "apiV3Key")) : "";
    expect(new X509Certificate(pem).serialNumber).toBe(vector.decryptedCertificateSerial);
  });

  it.each(of("gcm"))("%s: sealed, opened, and refused when a bit differs", (_, vector) => {
    const sealed = {
      nonce: text(vector, "nonce"),
      associated_data: text(vector, "associated_data"),
      ciphertext: text(vector, "ciphertext"),
    };
    const key = text(vector, "key");
    expect(unseal(sealed, key)).toBe(vector.plaintext);
    const again = seal(text(vector, "plaintext"), {
      key,
      associatedData: sealed.associated_data,
      nonce: sealed.nonce,
    });
    expect(again.ciphertext).toBe(sealed.ciphertext);
    const bytes = Buffer.from(sealed.ciphertext, "base64");
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expect(() => unseal({ ...sealed, ciphertext: bytes.toString("base64") }, key)).toThrow();
    expect(() => unseal({ ...sealed, associated_data: "other" }, key)).toThrow();
  });
});

describe("encrypted messages", () => {
  const keys = { aesKey: text(named("oa-secure-decrypt"), "encodingAESKey"), appid: "wx0000000000000001" };

  it.each([0, 1, 4, 5, 27, 28, 29, 31, 32, 33, 100])(
    "are padded to 32 bytes with a text of %i bytes",
    (size) => {
      const encrypted = encryptMessage("x".repeat(size), keys);
      expect(Buffer.from(encrypted, "base64").length % 32).toBe(0);
      expect(decryptMessage(encrypted, keys)).toBe("x".repeat(size));
    },
  );

  it("are unreadable for another account, with a broken block and with nothing", () => {
    const encrypted = encryptMessage("hello", keys);
    expect(() => decryptMessage(encrypted, { ...keys, appid: "wx0000000000000002" })).toThrow(
      "another account",
    );
    const broken = `${createHash("sha256").update("x").digest("base64")}`;
    expect(() => decryptMessage(broken, keys)).toThrow();
    expect(() => decryptMessage("", keys)).toThrow("whole blocks");
  });
});
