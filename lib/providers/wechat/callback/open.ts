import type { AccountConfig } from "../config";
import { decryptMessage, type Signed, signatureHolds, utf8 } from "./message-crypto";
import { MAX_XML_BYTES, parseXml } from "./xml";

const signedBy = (query: URLSearchParams, name: "signature" | "msg_signature"): Signed => ({
  signature: query.get(name),
  timestamp: query.get("timestamp"),
  nonce: query.get("nonce"),
});

/** The `echostr` to answer with, as it came; null when the signature does not hold or it is none. */
export function verifiedEcho(config: AccountConfig, query: URLSearchParams): string | null {
  const echo = query.get("echostr") ?? "";
  if (!/^[\w+/=-]{1,512}$/.test(echo)) return null;
  return signatureHolds(config.token, signedBy(query, "signature")) ? echo : null;
}

/**
 * The elements of a callback that is WeChat's and for this account. In plain mode `signature` vouches for the sender
 * only. In the two others only the encrypted content counts, under msg_signature: the clear fields of compatible
 * mode and a body without `Encrypt` could be anybody's.
 */
export function openCallback(
  config: AccountConfig,
  { query, raw }: { query: URLSearchParams; raw: Uint8Array },
): Record<string, unknown> | null {
  if (raw.byteLength > MAX_XML_BYTES) return null;
  const text = utf8(raw);
  if (text === null) return null;
  if (config.mode === "plain")
    return signatureHolds(config.token, signedBy(query, "signature")) ? parseXml(text) : null;
  const encrypt = parseXml(text)?.Encrypt;
  if (typeof encrypt !== "string" || encrypt === "") return null;
  if (!signatureHolds(config.token, signedBy(query, "msg_signature"), encrypt)) return null;
  const message = decryptMessage(config, encrypt);
  return message === null ? null : parseXml(message);
}
