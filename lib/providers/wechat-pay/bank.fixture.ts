import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import type { PayConfig } from "./config";

/** WeChat Pay as tests need it: signatures and encryption are those of another author's library. */

export const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
export const pem = (key: KeyObject): string =>
  key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();

export const merchant = pair();
export const platform = pair();

export const PUBLIC_KEY_ID = "PUB_KEY_ID_0119000072912026112100000000000001";
export const API_V3_KEY = "0123456789abcdef0123456789abcdef";
export const OPENID = "oXinTuTestOpenid0000000000001";

export const configOf = (baseUrl: string, changes: Partial<PayConfig> = {}): PayConfig => ({
  appid: "wxd678efb567a96787",
  mchid: "1900007291",
  merchantSerial: "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB",
  privateKey: pem(merchant.privateKey),
  apiV3Key: API_V3_KEY,
  publicKey: { id: PUBLIC_KEY_ID, pem: pem(platform.publicKey) },
  baseUrl,
  backupUrl: null,
  ...changes,
});

export interface Heard {
  method: string;
  /** Path and query exactly as they came. */
  target: string;
  headers: IncomingMessage["headers"];
  body: string;
  /** Whether the Authorization header is the merchant's signature of exactly this request. */
  authorized: boolean;
}

export interface Reply {
  status?: number;
  body?: string | object;
  /** `right` unless told otherwise. */
  signature?: "right" | "none" | "wrong" | "probe" | "old" | "no-nonce";
  serial?: string;
  key?: KeyObject;
  headers?: Record<string, string>;
  /** Compresses the body on its way. */
  gzip?: boolean;
}
export type Outcome = Reply | "cut" | "hang";

/** Headers of a signed reply or notice. */
export function signedHeaders(
  body: string,
  { key = platform.privateKey, serial = PUBLIC_KEY_ID, at = new Date() } = {},
): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000);
  const nonce = Formatter.nonce();
  return {
    "Wechatpay-Timestamp": String(timestamp),
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": serial,
    "Wechatpay-Signature": Rsa.sign(Formatter.response(timestamp, nonce, body), pem(key)),
  };
}

/** Content as WeChat Pay encrypts it. */
export function sealed(content: string, associatedData: string, nonce = Formatter.nonce(12)) {
  const ciphertext = Aes.AesGcm.encrypt(content, API_V3_KEY, nonce, associatedData);
  return { algorithm: "AEAD_AES_256_GCM", nonce, associated_data: associatedData, ciphertext };
}

/** A server on loopback that answers as it is told and remembers what it heard. */
export async function openBank(answer: (heard: Heard, count: number) => Outcome) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = "", url: target = "", headers } = request;
    const authorized = isAuthorized(headers.authorization ?? "", { method, target, body });
    const one = { method, target, headers, body, authorized };
    heard.push(one);
    const outcome = answer(one, heard.length);
    if (outcome === "cut") return request.socket.destroy();
    if (outcome === "hang") return;
    const { status = 200, headers: more = {}, gzip = false } = outcome;
    const content = typeof outcome.body === "object" ? JSON.stringify(outcome.body) : (outcome.body ?? "");
    const encoding = gzip ? { "Content-Encoding": "gzip" } : {};
    response.writeHead(status, {
      "Request-ID": "08F6-268498688",
      ...proofOf(outcome, content),
      ...encoding,
      ...more,
    });
    response.end(status === 204 ? undefined : gzip ? gzipSync(content) : content);
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const listening = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));

/** An address where nobody listens. */
export async function closedUrl(): Promise<string> {
  const bank = await openBank(() => "cut");
  await bank[Symbol.asyncDispose]();
  return bank.url;
}

function proofOf({ signature = "right", serial, key }: Reply, content: string): Record<string, string> {
  const at = new Date(Date.now() - (signature === "old" ? 400_000 : 0));
  const headers = signedHeaders(content, { serial, key, at });
  switch (signature) {
    case "none":
      return {};
    case "no-nonce":
      return { ...headers, "Wechatpay-Nonce": "" };
    case "wrong":
      return { ...headers, "Wechatpay-Signature": Rsa.sign("something else", pem(platform.privateKey)) };
    case "probe": {
      const rest = headers["Wechatpay-Signature"]?.slice(22) ?? "";
      return { ...headers, "Wechatpay-Signature": `WECHATPAY/SIGNTEST/${rest}` };
    }
    default:
      return headers;
  }
}

function isAuthorized(header: string, request: { method: string; target: string; body: string }): boolean {
  const [scheme, list = ""] = header.split(" ");
  const fields = Object.fromEntries(
    [...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const message = Formatter.request(
    request.method,
    request.target,
    fields.timestamp,
    fields.nonce_str,
    request.body,
  );
  return (
    scheme === "WECHATPAY2-SHA256-RSA2048" &&
    fields.mchid === "1900007291" &&
    fields.serial_no === "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB" &&
    Rsa.verify(message, fields.signature, pem(merchant.publicKey))
  );
}
