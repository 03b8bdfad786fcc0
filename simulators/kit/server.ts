import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { tagOf } from "./scenario";

const MAX_BODY_BYTES = 128 * 1024 * 1024;
const MAX_RECORDED = 50_000;
const LONGEST_TAG = 100;

export interface SimRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The query exactly as it came, without its question mark. */
  rawQuery: string;
  headers: Headers;
  body: Buffer;
  /** The server's own address, for URLs in answers. */
  origin: string;
}

/** What a simulator answers. `stream` writes as long as it likes; the response ends when it resolves. */
export interface SimReply {
  status: number;
  headers?: Record<string, string>;
  /** Text and bytes go out as they are, anything else as JSON. */
  body?: unknown;
  stream?(write: (chunk: string | Uint8Array) => Promise<void>): Promise<void>;
}

/** Cuts the connection without an answer. */
export const RESET = { reset: true } as const;
/** Never answers. */
export const HANG = { hang: true } as const;
export type SimOutcome = SimReply | typeof RESET | typeof HANG;

/** What was asked, for tests that count. Bodies are not kept. */
export interface RecordedRequest {
  method: string;
  path: string;
  /** As the simulator saw it, for tests that look for keys; never logged. */
  authorization: string;
  /** What the order's words carry in `[[tag:…]]`. */
  tag: string;
}

/** An order that a vendor took and answers later, by the id that it gave. */
export interface AcceptedJob {
  id: string;
  prompt: string;
}

export interface Simulator {
  name: string;
  url: string;
  requests: readonly RecordedRequest[];
  /** How often a path (exact, or a pattern) was asked with this method. */
  count(method: string, path: string | RegExp): number;
  forget(): void;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  name: string;
  /** Free port without it. */
  port?: number;
  handle(request: SimRequest): Promise<SimOutcome> | SimOutcome;
  /** The orders that it remembers, where the vendor has any. */
  jobs?(): readonly AcceptedJob[];
}

/**
 * Starts one simulator on loopback. `GET /__requests` tells another process what was asked, `GET /__jobs` which
 * orders were taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { name, port = 0, handle, jobs = () => [] } = options;
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { "content-type": "text/plain" }).end(`simulator ${name}: ${error}`);
    });
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
    if (url.pathname === "/__requests") return send(outgoing, { status: 200, body: requests });
    if (url.pathname === "/__jobs") return send(outgoing, { status: 200, body: jobs() });
    const headers = new Headers();
    for (const [key, value] of Object.entries(incoming.headers))
      headers.set(key, Array.isArray(value) ? value.join(", ") : (value ?? ""));
    const method = incoming.method ?? "GET";
    const body = await readBody(incoming);
    if (requests.length < MAX_RECORDED)
      requests.push({
        method,
        path: url.pathname,
        authorization: headers.get("authorization") ?? headers.get("mj-api-secret") ?? "",
        tag: tagIn(body),
      });
    const outcome = await handle({
      method,
      path: url.pathname,
      query: url.searchParams,
      rawQuery: (incoming.url ?? "").split("?").slice(1).join("?"),
      headers,
      body,
      origin: url.origin,
    });
    if ("hang" in outcome) return;
    if ("reset" in outcome) return void incoming.socket.destroy();
    await send(outgoing, outcome);
  };
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  const address = server.address() as AddressInfo;
  return {
    name,
    url: `http://127.0.0.1:${address.port}`,
    requests,
    count: (method, path) =>
      requests.filter(
        (asked) =>
          asked.method === method && (typeof path === "string" ? asked.path === path : path.test(asked.path)),
      ).length,
    forget: () => void requests.splice(0),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function tagIn(body: Buffer): string {
  const at = body.indexOf("[[tag:");
  return at < 0 ? "" : tagOf(body.toString("latin1", at, at + LONGEST_TAG));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error("the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function send(outgoing: ServerResponse, reply: SimReply): Promise<void> {
  const raw = typeof reply.body === "string" || reply.body instanceof Uint8Array;
  const type = raw || reply.stream ? {} : { "content-type": "application/json" };
  outgoing.writeHead(reply.status, { ...type, ...reply.headers });
  if (reply.stream)
    await reply.stream(async (chunk) => {
      if (outgoing.destroyed) throw new Error("the caller is gone");
      if (!outgoing.write(chunk)) await drained(outgoing);
    });
  if (reply.body === undefined) outgoing.end();
  else outgoing.end(raw ? (reply.body as string | Uint8Array) : JSON.stringify(reply.body));
}

const drained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.on("drain", done).on("close", done);
  });

/** The fields and files of a multipart body; null when it is not one. */
export async function formOf(request: SimRequest): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return null;
  try {
    return await new Response(new Uint8Array(request.body), { headers: { "content-type": type } }).formData();
  } catch {
    return null;
  }
}

/** The JSON of a body; undefined when it is none. */
export function jsonOf(request: SimRequest): unknown {
  try {
    return JSON.parse(request.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Waits as the vendor would: shorter under test, so that suites stay quick. SIM_SPEED divides (default 1). */
export async function takeTime(ms: number, speed: number): Promise<void> {
  if (ms / speed >= 1) await wait(ms / speed);
}
