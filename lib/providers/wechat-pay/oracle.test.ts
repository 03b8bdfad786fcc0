import { createPrivateKey, createPublicKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import { openSealed } from "./aead";
import { merchant, pem } from "./bank.fixture";
import { authorizationOf, lines, signText, verifySignature } from "./signature";

/** Another author's library agrees with ours in both directions. */

const { privateKey, publicKey } = merchant;
const line = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
const runs = { numRuns: 40 };

describe("wechatpay-axios-plugin as an oracle", () => {
  it("makes the same message and the same signature of a request", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("GET", "POST"),
        fc.webPath(),
        fc.nat(),
        fc.uuid(),
        line,
        (method, path, at, nonce, body) => {
          const theirs = Formatter.request(method, path, at, nonce, body);
          expect(lines(method, path, at, nonce, body)).toBe(theirs);
          expect(signText(privateKey, theirs)).toBe(Rsa.sign(theirs, pem(privateKey)));
        },
      ),
      runs,
    );
  });

  it("accepts our signatures, and its own header says the same as ours", () => {
    const request = {
      method: "POST",
      target: "/v3/x?a=%7C",
      timestamp: 1_760_000_000,
      nonce: "n0",
      body: "{}",
    };
    const signature = signText(privateKey, lines("POST", "/v3/x?a=%7C", 1_760_000_000, "n0", "{}"));
    expect(
      Rsa.verify(
        Formatter.request("POST", "/v3/x?a=%7C", 1_760_000_000, "n0", "{}"),
        signature,
        pem(publicKey),
      ),
    ).toBe(true);
    const ours = authorizationOf({ mchid: "1900007291", serial: "AB12", key: privateKey }, request);
    const theirs = Formatter.authorization("1900007291", "n0", signature, 1_760_000_000, "AB12");
    const fields = (header: string) => header.replace(/^\S+ /, "").split(",").sort();
    expect(fields(ours)).toEqual(fields(theirs));
    expect(ours.split(" ")[0]).toBe(theirs.split(" ")[0]);
  });

  it("signs replies that hold for us, and its signature of other bytes does not", async () => {
    await fc.assert(
      fc.asyncProperty(line, fc.uuid(), async (body, nonce) => {
        const at = 1_760_000_000;
        const signature = Rsa.sign(Formatter.response(at, nonce, body), pem(privateKey));
        const headers = new Headers({
          "Wechatpay-Timestamp": String(at),
          "Wechatpay-Nonce": nonce,
          "Wechatpay-Serial": "AB12AB12",
          "Wechatpay-Signature": signature,
        });
        const proof = (raw: string) =>
          verifySignature({
            headers,
            raw: Buffer.from(raw),
            now: new Date(at * 1000),
            keyOf: async () => publicKey,
          });
        expect(await proof(body)).toBe("holds");
        expect(await proof(`${body}\n`)).toBe("wrong");
      }),
      runs,
    );
  });

  it("encrypts what we decrypt, with nonces of any length", () => {
    const nonce = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 24 });
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        nonce,
        fc.string({ unit: "grapheme" }),
        (content, iv, associatedData) => {
          const key = "0123456789abcdef0123456789abcdef";
          const ciphertext = Aes.AesGcm.encrypt(content, key, iv, associatedData);
          const opened = openSealed(key, { nonce: iv, associatedData, ciphertext }).toString();
          expect(opened).toBe(content);
          expect(opened).toBe(Aes.AesGcm.decrypt(ciphertext, key, iv, associatedData));
        },
      ),
      runs,
    );
  });

  it("reads the keys that we read", () => {
    const own = createPublicKey(pem(publicKey));
    expect(own.equals(createPublicKey(createPrivateKey(pem(privateKey))))).toBe(true);
    const message = "source";
    expect(Rsa.verify(message, signText(createPrivateKey(pem(privateKey)), message), pem(own))).toBe(true);
  });
});
