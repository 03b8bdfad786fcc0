import { equalInConstantTime, hmacHex, sha256Hex } from "../crypto";

/** Proves to the app that a call came through a process of ours: `t=<ms>,v1=<hex HMAC-SHA256>`. */
export const FORWARDED_HEADER = "x-xintu-forwarded";
/** The caller's address as the first process of ours saw it; proxies between the two never touch this header. */
export const CLIENT_HEADER = "x-xintu-client";

const WINDOW_MS = 5 * 60_000;

/** A call on its way from one process of ours to another. */
export interface ForwardedCall {
  method: string;
  /** The path at the receiver, which alone decides what is done. */
  path: string;
  /** The query as it came, with its question mark; empty without one. */
  query: string;
  /** The headers that go along, and no others; `FORWARDED_HEADER` itself never counts. */
  headers: Headers;
  body: Uint8Array;
}

/** As JSON, so that nothing of one part can be read as the next one. */
function signedText({ method, path, query, headers, body }: ForwardedCall, atMs: string): string {
  const named = [...headers]
    .filter(([name]) => name !== FORWARDED_HEADER)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([atMs, method, path, query, named, sha256Hex(body)]);
}

/** The value of `FORWARDED_HEADER` for a call that leaves at `atMs`. */
export const signForwarded = (call: ForwardedCall, secret: string, atMs: number): string =>
  `t=${atMs},v1=${hmacHex(secret, signedText(call, String(atMs)))}`;

/**
 * Whether `value` was made for exactly this call with our secret, at most five minutes from `nowMs`; compared in
 * constant time. A repetition within these minutes holds: what is forwarded may be delivered twice.
 */
export function holdsForwarded(
  call: ForwardedCall,
  value: string | null,
  secret: string,
  nowMs: number,
): boolean {
  const [, atMs = "", mac = ""] = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(value ?? "") ?? [];
  if (!equalInConstantTime(mac, hmacHex(secret, signedText(call, atMs)))) return false;
  return Math.abs(nowMs - Number(atMs)) <= WINDOW_MS;
}

/**
 * Sends a signed call to `origin` and gives the answer as it came: never follows a redirect, and rejects when no
 * whole answer has come within `timeoutMs`.
 */
export async function sendForwarded(
  call: ForwardedCall,
  { origin, secret, timeoutMs, nowMs }: { origin: string; secret: string; timeoutMs: number; nowMs: number },
): Promise<{ status: number; headers: Headers; body: Uint8Array }> {
  const headers = new Headers(call.headers);
  headers.set(FORWARDED_HEADER, signForwarded(call, secret, nowMs));
  const answer = await fetch(`${origin}${call.path}${call.query}`, {
    method: call.method,
    headers,
    body: call.body.length > 0 ? new Uint8Array(call.body) : undefined,
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: answer.status, headers: answer.headers, body: new Uint8Array(await answer.arrayBuffer()) };
}

/** The status that an address of ours answers a GET with; null when it does not answer in time. */
export async function statusOf(url: string, timeoutMs: number): Promise<number | null> {
  try {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(timeoutMs) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // Refused, lost or late: all of it is no answer.
    return null;
  }
}
