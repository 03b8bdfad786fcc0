import type { KeyObject } from "node:crypto";
import { hex } from "./crypto/random";
import { replyText, signText } from "./crypto/signatures";
import { type FaultName, takeFault } from "./faults";
import type { World } from "./world";

const PROBE = "WECHATPAY/SIGNTEST/";
const OLD_BY_S = 3_600;

export interface Signer {
  serial: string;
  key: KeyObject;
}

/** The signer of a serial; without one what the console says. Null for a serial that is not ours. */
export function signerOf(world: World, serial: string | null): Signer | null {
  const byKey = { serial: world.publicKeyId, key: world.platformPrivateKey };
  const byCertificate = { serial: world.certificate.serial, key: world.certificate.privateKey };
  if (serial === null) return world.console.signWith === "certificate" ? byCertificate : byKey;
  return [byKey, byCertificate].find((signer) => signer.serial === serial) ?? null;
}

/**
 * The headers of a reply or a notice over exactly these bytes, and the faults that were played on them. The
 * timestamp is real time: a clock that a test has moved moves business, not the wire.
 */
export function signedHeaders(
  world: World,
  body: string,
  how: { signer: Signer; side: "reply" | "notice"; about: readonly string[] },
): { headers: Record<string, string>; faults: string[] } {
  const { signer, side, about } = how;
  const faults: string[] = [];
  const plays = (name: FaultName, argument?: string): boolean => {
    const fault = takeFault(world, name, about, argument);
    if (fault) faults.push(name);
    return fault !== null;
  };
  const age = plays("old_timestamp", side) ? OLD_BY_S : 0;
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const nonce = hex(32);
  let signature = signText(replyText({ timestamp, nonce, body }), signer.key);
  if (plays(side === "reply" ? "wrong_signature" : "notice_wrong_signature"))
    signature = signText(replyText({ timestamp, nonce, body: `${body} ` }), signer.key);
  if (plays("signtest", side)) signature = `${PROBE}${signature.slice(PROBE.length)}`;
  return {
    faults,
    headers: {
      "wechatpay-timestamp": timestamp,
      "wechatpay-nonce": nonce,
      "wechatpay-signature": signature,
      "wechatpay-signature-type": "WECHATPAY2-SHA256-RSA2048",
      "wechatpay-serial": plays("other_serial", side) ? `6B${hex(38)}`.toUpperCase() : signer.serial,
    },
  };
}
