import { randomInt } from "node:crypto";
import type { AccountConfig } from "../config";
import type { AccountMessage } from "../words";
import { encryptMessage, signatureOf } from "./message-crypto";
import { buildXml } from "./xml";

const MAX_CONTENT_BYTES = 2_048;
/** Ends WeChat's waiting without a word to the person; it is never encrypted. */
const NO_REPLY = "success";

/**
 * The body of a passive text reply, from the account to the person who wrote; encrypted unless the mode is plain.
 * Text beyond 2048 bytes of UTF-8 is cut off; null or empty text gives `success`.
 */
export function replyBody(
  config: AccountConfig,
  message: Pick<AccountMessage, "openid" | "account">,
  text: string | null,
  now: Date,
): string {
  const content = contentOf(text ?? "");
  if (content === "") return NO_REPLY;
  const seconds = Math.floor(now.getTime() / 1_000);
  const xml = buildXml({
    ToUserName: message.openid,
    FromUserName: message.account,
    CreateTime: seconds,
    MsgType: "text",
    Content: content,
  });
  return config.mode === "plain" ? xml : sealed(config, xml, seconds);
}

function sealed(config: AccountConfig, xml: string, seconds: number): string {
  const encrypt = encryptMessage(config, xml);
  const nonce = String(randomInt(1_000_000_000, 10_000_000_000));
  return buildXml({
    Encrypt: encrypt,
    MsgSignature: signatureOf([config.token, String(seconds), nonce, encrypt]),
    // With a capital S; the other spelling is refused.
    TimeStamp: seconds,
    Nonce: nonce,
  });
}

/** What XML 1.0 cannot carry, half characters included. */
const NO_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text that XML can carry (texts may quote what a device calls itself), cut at the border of a character. */
function contentOf(text: string): string {
  const clean = text.replaceAll(NO_XML, "").trim();
  let sizeBytes = 0;
  let end = 0;
  for (const character of clean) {
    sizeBytes += Buffer.byteLength(character);
    if (sizeBytes > MAX_CONTENT_BYTES) break;
    end += character.length;
  }
  return clean.slice(0, end);
}
