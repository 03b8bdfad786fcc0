import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { logger } from "@/lib/platform/log";
import { openSealed } from "./aead";
import type { PayConfig } from "./config";
import { notProven, notReadable, refusalOf } from "./errors";
import { type KeyOf, verifySignature } from "./signature";
import type { Answer } from "./transport";
import { certificatesBody, readAs } from "./types";
import { WechatPayError } from "./words";

const REFRESH_MS = 12 * 3_600_000;
/** A serial nobody knows has the list fetched at most this often, whoever sends such serials. */
const THROTTLE_MS = 60_000;
const PUBLIC_KEY_PREFIX = "PUB_KEY_ID_";
const HEX_SERIAL = /^[0-9A-Fa-f]{8,64}$/;

export interface Certificate {
  /** Hex in capitals. */
  serial: string;
  key: KeyObject;
  validFrom: Date;
  validTo: Date;
}

/**
 * WeChat Pay's keys by serial: the public key of the configuration, and beside it the platform certificates, which are
 * fetched when a serial asks for them, again after 12 hours, and kept until they expire. While a merchant changes
 * from one to the other both sign, so the serial alone decides (pay.weixin.qq.com/doc/v3/merchant/4012154180).
 */
export function verifiersOf(
  config: Pick<PayConfig, "publicKey" | "apiV3Key">,
  { download, now }: { download(): Promise<Answer>; now(): Date },
): KeyOf {
  const publicKey = config.publicKey && createPublicKey(config.publicKey.pem);
  const certificates = new Map<string, Certificate>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  const certificateKey: KeyOf = async (serial) => {
    const certificate = certificates.get(serial.toUpperCase());
    return certificate && isValid(certificate, now()) ? certificate.key : null;
  };
  const fixedKey = (serial: string) => (serial === config.publicKey?.id ? publicKey : null);

  async function fetchAll() {
    triedAt = now().getTime();
    try {
      const known: KeyOf = async (serial) => fixedKey(serial) ?? certificateKey(serial);
      for (const one of await readCertificates(await download(), config.apiV3Key, now(), known))
        certificates.set(one.serial, one);
      fetchedAt = now().getTime();
    } catch (error) {
      const { code, requestId } =
        error instanceof WechatPayError ? error : { code: "", requestId: undefined };
      const message = "the platform certificates could not be fetched";
      logger("providers.wechat-pay").warn(message, { code, wechatpay_request_id: requestId });
    } finally {
      for (const [serial, { validTo }] of certificates) if (validTo <= now()) certificates.delete(serial);
      running = null;
    }
  }
  const refresh = () => {
    running ??= fetchAll();
    return running;
  };

  return async (serial) => {
    if (serial.startsWith(PUBLIC_KEY_PREFIX)) return fixedKey(serial);
    if (!HEX_SERIAL.test(serial)) return null;
    const at = now().getTime();
    const mayTry = at - triedAt >= THROTTLE_MS;
    const known = await certificateKey(serial);
    if (known) {
      // What is known serves meanwhile: a notice has to be answered within five seconds.
      if (mayTry && at - fetchedAt >= REFRESH_MS) void refresh();
      return known;
    }
    if (mayTry || running) await refresh();
    return certificateKey(serial);
  };
}

const isValid = ({ validFrom, validTo }: Certificate, at: Date) => validFrom <= at && at < validTo;

/**
 * The certificates of an answer of `/v3/certificates`, which is signed with one of them (or a key known before). The
 * APIv3 key, which only WeChat Pay and the merchant have, makes the first of them believable. A merchant with a
 * public key only gets a 404, which means none. Throws WechatPayError.
 */
async function readCertificates(
  answer: Answer,
  apiV3Key: string,
  now: Date,
  known: KeyOf,
): Promise<Certificate[]> {
  const { status, headers, raw, requestId } = answer;
  if (status === 404) return [];
  const opened = status === 200 ? openCertificates(raw, apiV3Key) : [];
  if (!opened) throw notReadable(requestId);
  const keyOf: KeyOf = async (serial) => {
    const own = opened.find((one) => one.serial === serial.toUpperCase());
    return own && isValid(own, now) ? own.key : known(serial);
  };
  const proof = await verifySignature({ headers, raw, now, keyOf });
  if (status !== 200) throw refusalOf(answer, proof, "order");
  if (proof !== "holds") throw notProven(proof, requestId);
  return opened;
}

/** Decrypts a list of certificates; null when it is no such list or anything in it does not open. */
export function openCertificates(raw: Uint8Array, apiV3Key: string): Certificate[] | null {
  const body = readAs(certificatesBody, raw);
  if (!body) return null;
  try {
    return body.data.map(({ serial_no, encrypt_certificate }) => {
      const certificate = new X509Certificate(openSealed(apiV3Key, encrypt_certificate));
      const key = certificate.publicKey;
      const serial = serial_no.toUpperCase();
      if (withoutZeros(certificate.serialNumber) !== withoutZeros(serial) || key.asymmetricKeyType !== "rsa")
        throw new Error("A certificate is not the one that its entry names.");
      return {
        serial,
        key,
        validFrom: new Date(certificate.validFrom),
        validTo: new Date(certificate.validTo),
      };
    });
  } catch {
    return null;
  }
}

const withoutZeros = (hex: string) => hex.replace(/^0+/, "").toUpperCase();
