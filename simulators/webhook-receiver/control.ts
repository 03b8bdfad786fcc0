import { jsonOf, type SimReply, type SimRequest } from "../kit/server";
import type { Inbox, InboxAnswer } from "./receive";

/** `PUT /__inboxes/<name>` `{ secret, answers? }` makes or changes an inbox, `GET` tells what came to it. */
export function control(inboxes: Map<string, Inbox>, request: SimRequest): SimReply {
  const name = /^\/__inboxes\/([\w-]{1,80})$/.exec(request.path)?.[1];
  if (!name) return { status: 404, body: { error: "an inbox has a name of letters, digits and dashes" } };
  if (request.method === "GET") {
    const inbox = inboxes.get(name);
    return inbox ? { status: 200, body: inbox.calls } : { status: 404, body: { error: "no such inbox" } };
  }
  if (request.method !== "PUT") return { status: 405, body: { error: "GET or PUT" } };
  const wanted = jsonOf(request);
  if (typeof wanted !== "object" || wanted === null) return { status: 400, body: { error: "JSON, please" } };
  const { secret, answers = [] } = wanted as { secret?: unknown; answers?: unknown };
  if (typeof secret !== "string" || !/^whsec_[\w-]{43}$/.test(secret) || !areAnswers(answers))
    return { status: 400, body: { error: "{ secret: whsec_…, answers: [status | hang | reset] }" } };
  const calls = inboxes.get(name)?.calls ?? [];
  inboxes.set(name, { secret, answers: [...answers], calls });
  return { status: 204 };
}

const areAnswers = (value: unknown): value is InboxAnswer[] =>
  Array.isArray(value) &&
  value.every(
    (one) => one === "hang" || one === "reset" || (Number.isInteger(one) && one >= 200 && one <= 599),
  );
