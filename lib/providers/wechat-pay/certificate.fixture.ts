import { type KeyObject, sign } from "node:crypto";

/** DER by hand, just enough for a self-signed certificate of version 1. */
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const utcTime = (at: Date) =>
  der(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption, and its empty parameters. */
const algorithm = sequence(der(0x06, Buffer.from("2a864886f70d01010b", "hex")), der(0x05));
/** 2.5.4.3, commonName. */
const name = sequence(
  der(0x31, sequence(der(0x06, Buffer.from("550403", "hex")), der(0x0c, Buffer.from("Tenpay test")))),
);

/** A platform certificate in PEM; `serial` is hex whose first digit is below 8. */
export function testCertificate(options: {
  serial: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
  validFrom: Date;
  validTo: Date;
}): string {
  const body = sequence(
    der(0x02, Buffer.from(options.serial, "hex")),
    algorithm,
    name,
    sequence(utcTime(options.validFrom), utcTime(options.validTo)),
    name,
    options.publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("RSA-SHA256", body, options.privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const base64 = whole.toString("base64").replaceAll(/.{64}/g, "$&\n").trim();
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}
