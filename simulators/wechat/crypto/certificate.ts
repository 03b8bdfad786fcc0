import { createPublicKey, createSign, type KeyObject } from "node:crypto";

/** The smallest X.509 certificate that readers accept, in DER by hand (RFC 5280, X.690). */

const tagged = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content]);
  const bytes = size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
};
const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));

const SHA256_WITH_RSA = sequence(oid("2a864886f70d01010b"), tagged(0x05));
const COMMON_NAME = oid("550403");

const nameOf = (text: string): Buffer =>
  sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(text)))));

/** UTCTime, `YYMMDDHHMMSSZ`; good until 2049. */
const timeOf = (at: Date): Buffer =>
  tagged(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replaceAll(/[-:T]|\..*/g, "")
        .slice(2)}Z`,
    ),
  );

/**
 * A self-signed certificate as PEM. `serial` is an even number of hex digits whose first byte lies between 01 and
 * 7F, so that it reads back unchanged.
 */
export function selfSigned(wanted: {
  serial: string;
  name: string;
  from: Date;
  until: Date;
  privateKey: KeyObject;
}): string {
  const { serial, name, from, until, privateKey } = wanted;
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from(serial, "hex")),
    SHA256_WITH_RSA,
    nameOf(name),
    sequence(timeOf(from), timeOf(until)),
    nameOf(name),
    publicKey,
  );
  const signature = createSign("RSA-SHA256").update(content).sign(privateKey);
  const der = sequence(content, SHA256_WITH_RSA, tagged(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
