import { type KeyObject, randomBytes } from "node:crypto";
import { MAX_JSON_BYTES, readBytes } from "../response";
import type { PayConfig } from "./config";
import { badRequest, notProven, refusalOf, type Subject } from "./errors";
import { authorizationOf, type KeyOf, verifySignature } from "./signature";
import { WechatPayError } from "./words";

const DEFAULT_TIMEOUT_MS = 15_000;

/** A merchant who is ready to talk. */
export interface Line {
  config: PayConfig;
  privateKey: KeyObject;
  now(): Date;
}

export interface Call {
  method: "GET" | "POST";
  /** Path and query, percent-encoded. */
  target: string;
  /** The exact JSON text. */
  body?: string;
  maxBytes?: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  raw: Buffer;
  requestId: string | undefined;
}

/** Why no answer came. Only after `unconnected` it is certain that nothing was sent. */
type Loss = "unconnected" | "timeout" | "broken";
type Sent = { answer: Answer } | { lost: Loss };

const losses: Record<Loss, string> = {
  unconnected: "WeChat Pay could not be reached.",
  timeout: "WeChat Pay did not answer in time.",
  broken: "WeChat Pay's answer was lost.",
};

/** Nothing may be concluded from a call without an answer. */
const lostCall = (loss: Loss) => new WechatPayError("unknown", "", losses[loss]);

/**
 * One signed exchange; nobody has checked who the answer is from. Goes to the second address when no connection to
 * the first one came about: then nothing was sent, so nothing can happen twice. Throws WechatPayError `unknown`.
 */
export async function send(line: Line, call: Call): Promise<Answer> {
  const sent = await trySend(line, call);
  if ("lost" in sent) throw lostCall(sent.lost);
  return sent.answer;
}

/**
 * A call whose answer is 200 or 204 and bears WeChat Pay's signature. `repeatable` calls (reads, closing) are made
 * once more when the answer broke off or its signature does not hold. Throws WechatPayError.
 */
export async function ask(
  line: Line,
  call: Call,
  { keyOf, subject, repeatable }: { keyOf: KeyOf; subject: Subject; repeatable: boolean },
): Promise<Answer> {
  const first = await attempt(line, call, keyOf, subject);
  const last =
    repeatable && "again" in first && first.again ? await attempt(line, call, keyOf, subject) : first;
  if ("answer" in last) return last.answer;
  throw last.failure;
}

type Attempt = { answer: Answer } | { failure: WechatPayError; again: boolean };

async function attempt(line: Line, call: Call, keyOf: KeyOf, subject: Subject): Promise<Attempt> {
  const sent = await trySend(line, call);
  // After a time-out whoever waits has waited long enough.
  if ("lost" in sent) return { failure: lostCall(sent.lost), again: sent.lost === "broken" };
  const { answer } = sent;
  const { headers, raw, status, requestId } = answer;
  const proof = await verifySignature({ headers, raw, now: line.now(), keyOf });
  const proven = proof === "holds";
  if (status === 200 || status === 204)
    return proven ? { answer } : { failure: notProven(proof, requestId), again: true };
  return { failure: refusalOf(answer, proof, subject), again: !proven && proof !== "unsigned" };
}

async function trySend(line: Line, call: Call): Promise<Sent> {
  const { baseUrl, backupUrl } = line.config;
  const sent = await sendTo(baseUrl, line, call);
  if (!("lost" in sent) || sent.lost !== "unconnected" || !backupUrl) return sent;
  return sendTo(backupUrl, line, call);
}

async function sendTo(base: string, line: Line, call: Call): Promise<Sent> {
  const url = new URL(call.target, base);
  if (url.origin !== new URL(base).origin) throw badRequest("The path of a call leads to another host.");
  const signal = AbortSignal.timeout(line.config.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: call.method,
      headers: headersOf(line, call, url),
      body: call.body,
      redirect: "manual",
      cache: "no-store",
      signal,
    });
    const raw = await readBytes(response, call.maxBytes ?? MAX_JSON_BYTES);
    const { status, headers } = response;
    return { answer: { status, headers, raw, requestId: headers.get("request-id") ?? undefined } };
  } catch (error) {
    if (signal.aborted) return { lost: "timeout" };
    return { lost: neverConnected(error) ? "unconnected" : "broken" };
  }
}

function headersOf({ config, privateKey, now }: Line, call: Call, url: URL): Record<string, string> {
  const { mchid, merchantSerial: serial, publicKey } = config;
  const authorization = authorizationOf(
    { mchid, serial, key: privateKey },
    {
      method: call.method,
      target: url.pathname + url.search,
      timestamp: Math.floor(now().getTime() / 1000),
      nonce: randomBytes(16).toString("hex"),
      body: call.body ?? "",
    },
  );
  return {
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": "xintu",
    authorization,
    // It makes WeChat Pay sign its answer with the public key of this id.
    ...(publicKey ? { "wechatpay-serial": publicKey.id } : {}),
  };
}

const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Certificate errors are not among them: another address is no answer to somebody in between. */
function neverConnected(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && NEVER_CONNECTED.has(String(cause.code))) return true;
  return false;
}
