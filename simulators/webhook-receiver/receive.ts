import { createHmac, timingSafeEqual } from "node:crypto";
import { HANG, RESET, type SimOutcome, type SimReply, type SimRequest } from "../kit/server";

/** What an inbox answers: a status, nothing at all, or a broken connection. */
export type InboxAnswer = number | "hang" | "reset";

/** A call that an inbox took or refused. */
export interface ReceivedCall {
  id: string;
  kind: string;
  /** Whether its id had been taken before. */
  isRepetition: boolean;
  /** Why it was refused; null for one that is genuine. */
  refusal: string | null;
  body: unknown;
  headers: Record<string, string>;
}

export interface Inbox {
  secret: string;
  /** Given to the next genuine calls, one after the other; then 204. */
  answers: InboxAnswer[];
  calls: ReceivedCall[];
}

/** A clock may be wrong by this much, in seconds. */
const TOLERANCE_S = 300;
const MAX_CALLS = 1_000;

export function receive(inboxes: Map<string, Inbox>, request: SimRequest): SimOutcome {
  const inbox = inboxes.get(/^\/hooks\/([\w-]{1,80})$/.exec(request.path)?.[1] ?? "");
  if (!inbox) return problem(404, "no such inbox");
  const refusal = refusalOf(inbox, request);
  const body = parsed(request.body);
  const id = request.headers.get("xintu-webhook-id") ?? "";
  const isRepetition = inbox.calls.some((call) => call.id === id && call.refusal === null);
  const kind = textIn(body, "kind");
  const headers = Object.fromEntries(request.headers);
  if (inbox.calls.length < MAX_CALLS) inbox.calls.push({ id, kind, isRepetition, refusal, body, headers });
  if (refusal !== null) return problem(401, refusal);
  const answer = inbox.answers.shift() ?? 204;
  if (answer === "hang") return HANG;
  if (answer === "reset") return RESET;
  const elsewhere: Record<string, string> =
    answer >= 300 && answer <= 399 ? { location: `${request.origin}${request.path}` } : {};
  return { status: answer, headers: elsewhere, body: answer === 204 ? undefined : "as told" };
}

/** Why a call is not genuine, in the order in which docs/api.md tells a receiver to look. */
function refusalOf({ secret }: Inbox, { method, headers, body }: SimRequest): string | null {
  if (method !== "POST") return "the method is not POST";
  if (!/^application\/json(;|$)/.test(headers.get("content-type") ?? "")) return "the content is not JSON";
  const id = headers.get("xintu-webhook-id") ?? "";
  const timestamp = headers.get("xintu-webhook-timestamp") ?? "";
  const signature = headers.get("xintu-webhook-signature") ?? "";
  if (!/^ntf_[0-9a-z]{26}$/.test(id)) return "there is no id";
  if (!/^\d{10}$/.test(timestamp)) return "there is no timestamp in seconds";
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_S)
    return "the timestamp is too old or too new";
  const expected = createHmac("sha256", secret)
    .update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`, "utf8"), body]))
    .digest();
  const given = signature
    .split(",")
    .map((one) => Buffer.from(/^v1=([0-9a-f]{64})$/.exec(one)?.[1] ?? "", "hex"));
  if (!given.some((one) => one.length === expected.length && timingSafeEqual(one, expected)))
    return "the signature is wrong";
  const content = parsed(body);
  if (textIn(content, "id") !== id) return "the body has another id";
  if (textIn(content, "kind") === "") return "the body names no kind";
  if (Number.isNaN(Date.parse(textIn(content, "createdAt")))) return "the body has no moment";
  return null;
}

const problem = (status: number, why: string): SimReply => ({ status, body: { error: why } });

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function textIn(body: unknown, field: string): string {
  if (typeof body !== "object" || body === null || !(field in body)) return "";
  const value: unknown = (body as Record<string, unknown>)[field];
  return typeof value === "string" ? value : "";
}
