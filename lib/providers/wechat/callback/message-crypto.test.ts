import { createCipheriv, createDecipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { accountVectors, type Vector, vectorOf } from "../testing-account.fixture";
import { decryptMessage, encryptMessage, signatureHolds, signatureOf } from "./message-crypto";

const keyOf = (vector: Vector) => ({ appid: vector.appid ?? "", aesKey: vector.encodingAESKey ?? "" });
const signedBy = ({ timestamp = "", nonce = "" }: Vector, signature = "") => ({
  timestamp,
  nonce,
  signature,
});
const named = (vectors: Vector[]) => vectors.map((vector) => [vector.id, vector] as const);

const sealed = [...accountVectors("wxbiz-decrypt"), ...accountVectors("wxbiz-encrypt")];

describe("the published vectors", () => {
  it("are all here", () => {
    expect(accountVectors("sha1-sorted")).toHaveLength(4);
    expect(accountVectors("wxbiz-decrypt")).toHaveLength(4);
    expect(accountVectors("wxbiz-encrypt")).toHaveLength(4);
  });

  it.each(named(accountVectors("sha1-sorted")))("%s: the signature holds, and no other does", (_, vector) => {
    const { token = "", timestamp = "", nonce = "", signature = "" } = vector;
    expect(signatureOf([token, timestamp, nonce])).toBe(signature);
    expect(signatureHolds(token, { timestamp, nonce, signature })).toBe(true);
    expect(signatureHolds(`${token}x`, { timestamp, nonce, signature })).toBe(false);
    expect(signatureHolds(token, { timestamp, nonce, signature: signature.replace(/.$/, "z") })).toBe(false);
  });

  it.each(named(sealed))("%s: decrypts to the message, and msg_signature holds", (_, vector) => {
    const { token = "", encrypt = "", msg_signature = "", plaintext } = vector;
    expect(decryptMessage(keyOf(vector), encrypt)).toBe(plaintext);
    expect(signatureHolds(token, signedBy(vector, msg_signature), encrypt)).toBe(true);
  });

  it.each(named(sealed))("%s: encrypts to the same bytes with the same random", (_, vector) => {
    const { plaintext = "", random16 = "", encrypt } = vector;
    expect(encryptMessage(keyOf(vector), plaintext, Buffer.from(random16))).toBe(encrypt);
  });
});

const vector = vectorOf("wxbiz-encrypt", "self-oa-subscribe-scene");
const key = keyOf(vector);
const aes = Buffer.from(`${key.aesKey}=`, "base64");

/** The padded bytes inside the vector, changed and encrypted again: what somebody with the key could make. */
function rebuilt(change: (plain: Buffer) => Buffer): string {
  const decipher = createDecipheriv("aes-256-cbc", aes, aes.subarray(0, 16)).setAutoPadding(false);
  const encrypt = Buffer.from(vector.encrypt ?? "", "base64");
  const plain = Buffer.concat([decipher.update(encrypt), decipher.final()]);
  const cipher = createCipheriv("aes-256-cbc", aes, aes.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(change(plain)), cipher.final()]).toString("base64");
}

const at = (index: number, byte: number) => (plain: Buffer) => {
  plain[index < 0 ? plain.length + index : index] = byte;
  return plain;
};

const length = (bytes: number) => (plain: Buffer) => {
  plain.writeUInt32BE(bytes, 16);
  return plain;
};

describe("what is not a message", () => {
  it("is still readable when only the random bytes differ, so that the cases below fail for their own reason", () => {
    expect(
      decryptMessage(
        key,
        rebuilt((plain) => plain),
      ),
    ).toBe(vector.plaintext);
    expect(decryptMessage(key, rebuilt(at(3, 0)))).toBe(vector.plaintext);
  });

  const { length: padded } = Buffer.from(vector.encrypt ?? "", "base64");
  const text = Buffer.byteLength(vector.plaintext ?? "");
  const pad = padded - 20 - text - key.appid.length;
  it.each<[string, (plain: Buffer) => Buffer]>([
    ["a pad of zero", at(-1, 0)],
    ["a pad of 33", at(-1, 33)],
    ["a pad of 255", at(-1, 255)],
    ["a pad that is too short", at(-1, pad - 1)],
    ["a pad that is too long", at(-1, pad + 1)],
    ["a pad byte that differs from the others", at(-pad, pad - 1)],
    ["a length one too small", length(text - 1)],
    ["a length one too large", length(text + 1)],
    ["a length beyond the bytes", length(0xffffffff)],
    ["a length of zero", length(0)],
    ["an appid with one other letter", at(20 + text, 0x58)],
    ["text that is no UTF-8", at(25, 0xff)],
    ["nothing but padding", () => Buffer.alloc(32, 32)],
    ["too few bytes for a head", () => Buffer.concat([Buffer.alloc(19), Buffer.alloc(13, 13)])],
  ])("%s gives the same nothing", (_, change) => {
    expect(decryptMessage(key, rebuilt(change))).toBeNull();
  });

  it.each([
    ["another account's message", { ...key, appid: "wxba5fad812f8e6fb8" }],
    ["an appid that is only the end of ours", { ...key, appid: key.appid.slice(1) }],
    ["an appid with more in front", { ...key, appid: `x${key.appid}` }],
    ["another key", { ...key, aesKey: "B".repeat(43) }],
  ])("%s gives the same nothing", (_, other) => {
    expect(decryptMessage(other, vector.encrypt ?? "")).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["no base64", "@@@@"],
    ["base64 without its end", (vector.encrypt ?? "").slice(0, -1)],
    ["base64 with a line break", `${vector.encrypt}\n`],
    ["half a block", Buffer.alloc(16).toString("base64")],
    [
      "a message without its last block",
      Buffer.from(vector.encrypt ?? "", "base64")
        .subarray(0, -32)
        .toString("base64"),
    ],
    [
      "a message without its first block",
      Buffer.from(vector.encrypt ?? "", "base64")
        .subarray(32)
        .toString("base64"),
    ],
  ])("%s gives the same nothing", (_, encrypt) => {
    expect(decryptMessage(key, encrypt)).toBeNull();
  });

  it("every flipped bit of the ciphertext's end and of the length's block is noticed", () => {
    const bytes = Buffer.from(vector.encrypt ?? "", "base64");
    const places = [...Array.from({ length: 32 }, (_, i) => bytes.length - 1 - i), 16, 17, 18, 19];
    const readable = places.filter((place) => {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      return decryptMessage(key, changed.toString("base64")) === vector.plaintext;
    });
    expect(readable).toEqual([]);
  });
});

describe("encrypting", () => {
  it.each(Array.from({ length: 34 }, (_, length) => [length]))(
    "a message of %i bytes comes back, and a full block of padding follows what fills a block",
    (length) => {
      const message = "é".repeat(length >> 1) + "x".repeat(length & 1);
      const encrypt = encryptMessage(key, message);
      const plainBytes = 20 + length + key.appid.length;
      expect(Buffer.from(encrypt, "base64").length).toBe((Math.floor(plainBytes / 32) + 1) * 32);
      expect(decryptMessage(key, encrypt)).toBe(message);
    },
  );

  it("never gives the same text twice", () => {
    expect(encryptMessage(key, "hello")).not.toBe(encryptMessage(key, "hello"));
  });
});

describe("a signature", () => {
  const { token = "", encrypt = "", msg_signature: signature = "", timestamp = "", nonce = "" } = vector;

  it.each<[string, Parameters<typeof signatureHolds>[1], string | undefined]>([
    ["is missing", { signature: null, timestamp, nonce }, encrypt],
    ["is empty", { signature: "", timestamp, nonce }, encrypt],
    ["is longer", { signature: `${signature}0`, timestamp, nonce }, encrypt],
    ["is in capitals", { signature: signature.toUpperCase(), timestamp, nonce }, encrypt],
    ["lacks its timestamp", { signature, timestamp: null, nonce }, encrypt],
    ["lacks its nonce", { signature, timestamp, nonce: null }, encrypt],
    ["is for another second", { signature, timestamp: "1760000002", nonce }, encrypt],
    ["is for another nonce", { signature, timestamp, nonce: "1234567891" }, encrypt],
    ["does not cover the content", { signature, timestamp, nonce }, undefined],
    ["is for another content", { signature, timestamp, nonce }, encrypt.replace(/^u/, "v")],
  ])("does not hold when it %s", (_, signed, content) => {
    expect(signatureHolds(token, signed, content)).toBe(false);
  });

  it("does not hold when the nonce has taken a part of the content, although the signed text is the same", () => {
    const [head, tail] = ["c".repeat(64), "z".repeat(64)];
    const made = signatureOf(["AAAAA", "1", "b", head + tail]);
    expect(signatureOf(["AAAAA", "1", `b${head}`, tail])).toBe(made);
    expect(signatureHolds("AAAAA", { signature: made, timestamp: "1", nonce: "b" }, head + tail)).toBe(true);
    expect(signatureHolds("AAAAA", { signature: made, timestamp: "1", nonce: `b${head}` }, tail)).toBe(false);
  });
});
