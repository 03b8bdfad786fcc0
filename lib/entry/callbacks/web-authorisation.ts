import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime, sha256Hex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { memberUrl } from "@/lib/platform/http/member-url";
import { problemResponse } from "@/lib/platform/http/problem";
import { metrics } from "@/lib/platform/metrics";
import { requestContext } from "../context";
import { takeRateLimit } from "../limits/rate-limits";
import { addressOf } from "../session/headers";
import { issueSession } from "../session/issue";
import { resolveSession } from "../session/resolve";
import { sessionSetCookie } from "../session/token";
import type { Callback, CallbackCall } from "./callback";
import { type Journey, journeyClearCookie, journeyOf, journeySetCookie, memberPathOf } from "./oauth-cookie";

/** What the domain does for a web authorisation (snsapi_base). */
export interface AuthorisationVerbs {
  /** Where to send the browser, and the state that it has to come back with. */
  begin(call: { input: { redirectUrl: string } }): { url: string; state: string };
  /**
   * Who came back; the same code again is the same answer. `snapshot_user`: a virtual visitor, who is nobody.
   * `code_used`: used, late or wrong, so another round may help. Any other reason is final.
   */
  accept(call: {
    ctx: Ctx;
    input: { code: string; stateHash: string };
  }): Promise<{ ok: true; userId: string; sessionVersion: number } | { ok: false; reason: string }>;
}

/** A person waits for this one, not a machine that hangs up after 5 s. */
const BUDGET_MS = 12_000;
const MAX_ROUNDS = 2;
const MAX_CODE_LENGTH = 512;

const frame = (
  name: "oauth" | "oauth/start",
  handle: (call: CallbackCall) => Promise<Response>,
): Callback => ({
  name,
  maxBytes: 0,
  budgetMs: BUDGET_MS,
  headers: ["cookie", "user-agent"],
  handle: async (call) => {
    await takeRateLimit("publicRead", addressOf(call.headers));
    return handle(call);
  },
  // Somebody looks at this: the page says what to do, the log says what happened.
  failed: (error, requestId) => {
    if (error instanceof AppError && error.status < 500) return problemResponse(error, requestId);
    return env().APP_ROLE === "web" ? noApp() : send(memberUrl("/sign-in-problem"));
  },
  unreachable: noApp,
});

/** The web tier has no pages, so it says so itself. */
function noApp(): Response {
  return new Response("服务暂时不可用，请稍后再试。", {
    status: 502,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Sends a browser to WeChat, to come back to the member page `?next=`. */
export const authorisationStart = (verbs: AuthorisationVerbs): Callback =>
  frame("oauth/start", (call) => round(verbs, memberPathOf(new URLSearchParams(call.search).get("next")), 1));

/**
 * Where WeChat sends the browser back to with `?code&state`. Always ends in a redirect to an address without the
 * code, so that neither reload nor back plays it again.
 */
export const authorisationReturn = (verbs: AuthorisationVerbs): Callback =>
  frame("oauth", async (call) => {
    const query = new URLSearchParams(call.search);
    const journey = await journeyOf(call.headers);
    const next = journey?.next ?? "/m";
    const code = query.get("code");
    const state = query.get("state") ?? "";
    if (!code || code.length > MAX_CODE_LENGTH) return (await isSignedIn(call)) ? toPage(next) : toProblem();
    if (!journey || !equalInConstantTime(journey.state, state)) return stranger(verbs, call, journey);
    const result = await verbs.accept({ ctx: contextOf(call), input: { code, stateHash: sha256Hex(state) } });
    if (result.ok) {
      const { userId, sessionVersion: version } = result;
      const token = await issueSession({ userId, version, method: "wechat" }, call.headers);
      return toPage(next, sessionSetCookie(token));
    }
    if (result.reason === "snapshot_user") return toPage("/m/snapshot");
    if (result.reason === "code_used" && journey.tries < MAX_ROUNDS)
      return round(verbs, next, journey.tries + 1);
    return toProblem();
  });

/**
 * A code without the state that this browser holds is never exchanged: it may be somebody else's. Web views also
 * ask twice for the same address, and then the first answer has already signed the person in.
 */
async function stranger(
  verbs: AuthorisationVerbs,
  call: CallbackCall,
  journey: Journey | null,
): Promise<Response> {
  if (await isSignedIn(call)) return send(pageUrl(journey?.next ?? "/m"));
  metrics().refusedRequests.inc({ reason: "wechat_oauth_state" });
  if (!journey || journey.tries >= MAX_ROUNDS) return toProblem();
  return round(verbs, journey.next, journey.tries + 1);
}

async function round(verbs: AuthorisationVerbs, next: string, tries: number): Promise<Response> {
  const { url, state } = verbs.begin({ input: { redirectUrl: `${callbackOrigin()}/api/wechat/oauth` } });
  return send(url, [await journeySetCookie({ state, next, tries }, new Date())]);
}

const contextOf = (call: CallbackCall): Ctx =>
  requestContext({ kind: "anonymous", address: addressOf(call.headers) }, call.requestId);

const isSignedIn = async (call: CallbackCall): Promise<boolean> =>
  (await resolveSession(call.headers, call.requestId)).actor.kind === "user";

/** `/m/plans` at its public address: the callback may have come to another host than the pages have. */
const pageUrl = (path: string): string =>
  memberUrl(path.replace(/^\/m(?=\/|\?|$)/, "").replace(/^(?!\/)/, "/"));

const toPage = (path: string, ...cookies: string[]): Response =>
  send(pageUrl(path), [...cookies, journeyClearCookie()]);
const toProblem = (): Response => toPage("/m/sign-in-problem");

function send(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/**
 * Where WeChat sends browsers back to. The session is a cookie of the member pages' host, whatever its port, so the
 * callbacks' own address is good for this only when it has the same host.
 */
function callbackOrigin(): string {
  const pages = new URL(memberUrl("/"));
  const callbacks = new URL(env().WECHAT_CALLBACK_BASE ?? pages);
  return callbacks.hostname === pages.hostname ? callbacks.origin : pages.origin;
}

/** The absolute address that starts a web authorisation: on the host that WeChat will send the browser back to. */
export const authorisationStartUrl = (next: string): string =>
  `${callbackOrigin()}/api/wechat/oauth/start?next=${encodeURIComponent(next)}`;
