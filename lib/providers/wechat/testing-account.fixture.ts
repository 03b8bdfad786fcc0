import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { encryptMessage, signatureOf } from "./callback/message-crypto";
import type { AccountConfig } from "./config";
import type { StoredToken, TokenStore } from "./words";

/** A published or recorded example; which fields it has depends on its kind. */
export type Vector = Record<string, string> & { id: string; kind: string };

const file = new URL("../../../simulators/wechat/vectors/wechat-vectors.json", import.meta.url);

/** The vectors of the official account: everything that is not about payments. */
export function accountVectors(kind: string): Vector[] {
  const all: { published: Vector[]; self_generated: Vector[] } = JSON.parse(readFileSync(file, "utf8"));
  return [...all.published, ...all.self_generated].filter((vector) => vector.kind === kind);
}

/** The vector of this id. */
export function vectorOf(kind: string, id: string): Vector {
  const found = accountVectors(kind).find((vector) => vector.id === id);
  if (!found) throw new Error(`There is no vector ${id}.`);
  return found;
}

export const SECRET = "secret-canary-0f1e2d3c";

/** The account of the official examples. */
export function testConfig(changes: Partial<AccountConfig> = {}): AccountConfig {
  return {
    appid: "wxba5fad812f8e6fb9",
    secret: SECRET,
    token: "AAAAA",
    aesKey: "A".repeat(43),
    mode: "secure",
    apiBase: "http://127.0.0.1:9",
    openBase: "https://open.weixin.qq.com",
    busyWaitsMs: [1, 1],
    ...changes,
  };
}

export interface FakeCall {
  method: string;
  path: string;
  query: URLSearchParams;
  rawQuery: string;
  /** The body as text. */
  body: string;
}

/** JSON for an object, the text for a text; `hang` never answers. */
export type FakeAnswer = object | string | { status: number; text: string } | "hang";

export interface FakeWechat {
  url: string;
  calls: FakeCall[];
  /** How often a path was called. */
  count(path: string): number;
  close(): Promise<void>;
}

/** A server on loopback that answers as the test says; JSON goes out as text/plain, as some of theirs does. */
export async function fakeWechat(
  answer: (call: FakeCall) => FakeAnswer | Promise<FakeAnswer>,
): Promise<FakeWechat> {
  const calls: FakeCall[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://fake");
    const call: FakeCall = {
      method: incoming.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      rawQuery: url.search.slice(1),
      body: await bodyOf(incoming),
    };
    calls.push(call);
    const said = await answer(call);
    if (said === "hang") return;
    const plain = typeof said === "object" && "status" in said && "text" in said;
    if (plain) outgoing.statusCode = Number(said.status);
    outgoing.setHeader("Content-Type", "text/plain");
    outgoing.end(plain ? String(said.text) : typeof said === "string" ? said : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    count: (path) => calls.filter((call) => call.path === path).length,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

export interface MemoryStore extends TokenStore {
  stored: Map<string, StoredToken>;
}

/**
 * A store in memory with one lock for everything, the strictest that the contract allows: whoever asks for a second
 * lock while it holds one waits for ever.
 */
export function memoryStore(initial: Partial<Record<"access" | "jsapi", StoredToken>> = {}): MemoryStore {
  const stored = new Map<string, StoredToken>(Object.entries(initial));
  let queue: Promise<unknown> = Promise.resolve();
  return {
    stored,
    read: async (name) => stored.get(name) ?? null,
    renew: (name, renew) => {
      const turn = queue.then(async () => {
        const renewed = await renew(stored.get(name) ?? null);
        stored.set(name, renewed);
        return renewed;
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** A credential with this much life left, in seconds. */
export const lasting = (value: string, leftS = 7_200): StoredToken => ({
  value,
  expiresAt: new Date(Date.now() + leftS * 1_000),
});

/** A callback of the account with everything that WeChat sends in compatible and secure mode. */
export function sealedCallback(
  config: AccountConfig,
  xml: string,
  { clear = "" }: { clear?: string } = {},
): { query: URLSearchParams; raw: Buffer } {
  const encrypt = encryptMessage(config, xml);
  const [timestamp, nonce] = ["1760000001", "1234567890"];
  const query = new URLSearchParams({
    signature: signatureOf([config.token, timestamp, nonce]),
    timestamp,
    nonce,
    encrypt_type: "aes",
    msg_signature: signatureOf([config.token, timestamp, nonce, encrypt]),
  });
  const raw = Buffer.from(
    `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>${clear}<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  );
  return { query, raw };
}

/** A callback as it comes in plain mode. */
export function plainCallback(
  config: AccountConfig,
  xml: string | Uint8Array,
): { query: URLSearchParams; raw: Uint8Array } {
  const [timestamp, nonce] = ["1714037059", "486452656"];
  const query = new URLSearchParams({
    signature: signatureOf([config.token, timestamp, nonce]),
    timestamp,
    nonce,
  });
  return { query, raw: typeof xml === "string" ? Buffer.from(xml) : xml };
}
