import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "../errors";
import { currentKeyId, type KeyRing, ringOf } from "./ring";
import { isSealedEmpty, keyIdOf, open, seal, sealedPrefix } from "./seal";

const AUTH_SECRET = "an-auth-secret-of-some-length-000001";
const OLD_SECRET = "an-auth-secret-of-some-length-000000";
const key = () => randomBytes(32).toString("base64url");
const [first, second] = [key(), key()];
const ring = ringOf({ KEY_RING: `k1:${first}`, AUTH_SECRET });

/** Every error says the same kind of thing and shows nothing of what is inside. */
function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("it was not refused");
}

describe("seal and open", () => {
  it("give back what was sealed, also nothing and every script", () => {
    for (const plain of ["", "sk-live-0123456789", "钥匙 🔑 \u0000", "x".repeat(100_000)])
      expect(open(seal(plain, "cfg_1", ring), "cfg_1", ring)).toBe(plain);
  });

  it("tell an empty text without a key", () => {
    expect(isSealedEmpty(seal("", "cfg_1", ring))).toBe(true);
    expect(isSealedEmpty(seal("x", "cfg_1", ring))).toBe(false);
  });

  it("never make the same bytes twice and never contain the text", () => {
    const plain = "sk-canary-0123456789";
    const made = new Set(Array.from({ length: 200 }, () => seal(plain, "cfg_1", ring).toString("hex")));
    expect(made.size).toBe(200);
    for (const hex of made) expect(hex).not.toContain(Buffer.from(plain).toString("hex"));
  });

  it("refuse another place: a ciphertext moved to another row does not open", () => {
    const sealed = seal("secret", "cfg_1", ring);
    for (const aad of ["cfg_2", "", "cfg_1 ", "CFG_1"])
      expect(refusal(() => open(sealed, aad, ring))).toMatchObject({ code: "sealed_unreadable" });
  });

  it("refuse a change of any single byte, and anything that is cut or longer", () => {
    const sealed = seal("secret", "cfg_1", ring);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(refusal(() => open(changed, "cfg_1", ring)).status, `byte ${at}`).toBe(503);
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(refusal(() => open(sealed.subarray(0, length), "cfg_1", ring)).status).toBe(503);
    expect(refusal(() => open(Buffer.concat([sealed, Buffer.from([0])]), "cfg_1", ring)).status).toBe(503);
  });

  it("refuse a key id that is not in the ring, and one that was written over another", () => {
    const other = ringOf({ KEY_RING: `k2:${second}`, AUTH_SECRET });
    const sealed = seal("secret", "cfg_1", other);
    expect(refusal(() => open(sealed, "cfg_1", ring)).detail).toContain("not in the key ring");
    const relabelled = Buffer.from(sealed);
    relabelled.write("k1", 2, "latin1");
    const both = ringOf({ KEY_RING: `k1:${second},k2:${first}`, AUTH_SECRET });
    expect(refusal(() => open(relabelled, "cfg_1", both)).code).toBe("sealed_unreadable");
  });

  it("say nothing of the text or the keys when they refuse", () => {
    const sealed = seal("sk-canary-0123456789", "cfg_1", ring);
    const error = refusal(() => open(sealed, "cfg_2", ring));
    const told = JSON.stringify({ ...error, message: error.message, stack: error.stack });
    for (const secret of ["sk-canary-0123456789", first, sealed.toString("hex")])
      expect(told).not.toContain(secret);
  });
});

describe("the ring", () => {
  it("seals with its first key and opens with every one", () => {
    const before: KeyRing = ringOf({ KEY_RING: `k1:${first}`, AUTH_SECRET });
    const after: KeyRing = ringOf({ KEY_RING: `k2:${second},k1:${first}`, AUTH_SECRET });
    const sealed = seal("secret", "cfg_1", before);
    expect(keyIdOf(sealed)).toBe("k1");
    expect(sealed.indexOf(sealedPrefix(before))).toBe(0);
    expect(sealed.indexOf(sealedPrefix(after))).toBe(-1);
    expect(currentKeyId(after)).toBe("k2");
    expect(open(sealed, "cfg_1", after)).toBe("secret");
    expect(keyIdOf(seal("secret", "cfg_1", after))).toBe("k2");
  });

  it("is derived from the auth secret where none is set, and survives a change of that secret", () => {
    const before = ringOf({ AUTH_SECRET: OLD_SECRET });
    const after = ringOf({ AUTH_SECRET, AUTH_SECRET_PREVIOUS: OLD_SECRET });
    expect(currentKeyId(before)).toMatch(/^auth-[0-9a-f]{8}$/);
    expect(currentKeyId(after)).not.toBe(currentKeyId(before));
    expect(open(seal("secret", "cfg_1", before), "cfg_1", after)).toBe("secret");
    expect(() => open(seal("secret", "cfg_1", before), "cfg_1", ringOf({ AUTH_SECRET }))).toThrow(AppError);
  });

  it("still opens what the derived key sealed when KEY_RING is set for the first time", () => {
    const sealed = seal("secret", "cfg_1", ringOf({ AUTH_SECRET }));
    expect(open(sealed, "cfg_1", ring)).toBe("secret");
    expect(currentKeyId(ring)).toBe("k1");
  });

  it("does not use the auth secret itself as a key", () => {
    const [derived] = [...ringOf({ AUTH_SECRET }).keys.values()];
    expect(derived).toHaveLength(32);
    expect(derived?.equals(Buffer.from(AUTH_SECRET).subarray(0, 32))).toBe(false);
  });

  it("refuses two keys of one id and keys of another length", () => {
    expect(() => ringOf({ KEY_RING: `k1:${first},k1:${second}`, AUTH_SECRET })).toThrow("same id");
    expect(() => ringOf({ KEY_RING: "k1:c2hvcnQ", AUTH_SECRET })).toThrow("32 bytes");
  });
});
