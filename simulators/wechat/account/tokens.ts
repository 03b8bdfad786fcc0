import { businessDay } from "@/lib/platform/time";
import { jsonOf, type SimReply, type SimRequest } from "@/simulators/kit/server";
import { alphanumeric } from "@/simulators/wechat/crypto/random";
import { takeFault } from "@/simulators/wechat/faults";
import type { World } from "@/simulators/wechat/world";
import type { IssuedToken } from "./books";
import { type ErrorCode, refuse, say } from "./refusals";

const LIFE_S = 7_200;
/** A token with less than this left is renewed, and the old one lives on for as long. */
const OVERLAP_S = 300;
const FORCE_PAUSE_MS = 30_000;
const FORCES_A_DAY = 20;
const CLASSIC_CALLS_A_DAY = 2_000;
const MAX_REMEMBERED = 5_000;

/** POST /cgi-bin/stable_token: the same token to everybody until it is nearly over. */
export function stableToken(world: World, request: SimRequest): SimReply {
  if (request.method !== "POST") return refuse(43002);
  const body = jsonOf(request);
  if (typeof body !== "object" || body === null || Array.isArray(body)) return refuse(47001);
  const { grant_type, appid, secret, force_refresh = false, ...others } = body as Record<string, unknown>;
  if (Object.keys(others).length > 0 || typeof force_refresh !== "boolean") return refuse(47001);
  const problem = accountProblem(world, { grant_type, appid, secret });
  if (problem) return refuse(problem);
  if (force_refresh) return forcedToken(world);
  const left = stableSecondsLeft(world);
  if (left < OVERLAP_S) renewStable(world, OVERLAP_S);
  return answerStable(world);
}

/** GET /cgi-bin/token: a new token every time; the one before lives on for five minutes, older ones are dead. */
export function classicToken(world: World, request: SimRequest): SimReply {
  const { query } = request;
  const problem = accountProblem(world, {
    grant_type: query.get("grant_type") ?? undefined,
    appid: query.get("appid") ?? undefined,
    secret: query.get("secret") ?? undefined,
  });
  if (problem) return refuse(problem);
  const { books } = world;
  const day = businessDay(world.now());
  if (books.classicCalls.day !== day) books.classicCalls = { day, count: 0 };
  books.classicCalls.count += 1;
  if (books.classicCalls.count > CLASSIC_CALLS_A_DAY) return refuse(45009);
  world.counters.classicTokens += 1;
  issue(world, "classic", OVERLAP_S);
  return say({ access_token: books.current.classic, expires_in: LIFE_S });
}

function accountProblem(
  world: World,
  given: { grant_type: unknown; appid: unknown; secret: unknown },
): ErrorCode | null {
  if (given.appid === undefined || given.appid === "") return 41002;
  if (given.secret === undefined || given.secret === "") return 41004;
  if (given.grant_type !== "client_credential") return 40002;
  if (given.appid !== world.appid) return 40013;
  if (given.secret !== world.secret) return 40125;
  return takeFault(world, "ip_40164", ["token"]) ? 40164 : null;
}

function forcedToken(world: World): SimReply {
  const { forced } = world.books;
  const [now, day] = [world.now().getTime(), businessDay(world.now())];
  if (now - forced.at < FORCE_PAUSE_MS && stableSecondsLeft(world) > 0) return answerStable(world);
  if (forced.day !== day) Object.assign(forced, { day, count: 0 });
  if (forced.count >= FORCES_A_DAY) return refuse(45009);
  Object.assign(forced, { at: now, count: forced.count + 1 });
  world.counters.forcedTokens += 1;
  renewStable(world, 0);
  return answerStable(world);
}

function stableSecondsLeft(world: World): number {
  const { current, tokens } = world.books;
  const entry = current.stable === null ? undefined : tokens.get(current.stable);
  return entry ? Math.max(0, Math.ceil((entry.validUntil - world.now().getTime()) / 1000)) : 0;
}

const answerStable = (world: World): SimReply =>
  say({ access_token: world.books.current.stable, expires_in: stableSecondsLeft(world) });

function renewStable(world: World, overlapS: number): void {
  world.counters.stableTokens += 1;
  issue(world, "stable", overlapS);
}

/** A new token of a kind. The one before it works for `overlapS` more seconds, older ones end at once. */
function issue(world: World, kind: "stable" | "classic", overlapS: number): void {
  const { current, tokens } = world.books;
  const now = world.now().getTime();
  for (const [value, entry] of tokens) {
    if (entry.kind !== kind || entry.validUntil <= now) continue;
    if (value !== current[kind] || overlapS === 0) end(entry, now);
    else if (kind === "stable") entry.validUntil = now + overlapS * 1000;
    else end(entry, Math.min(entry.validUntil, now + overlapS * 1000));
  }
  const value = `${kind === "stable" ? "9" : "8"}0_${alphanumeric(130)}`;
  tokens.set(value, { kind, validUntil: now + LIFE_S * 1000, afterwards: 42001 });
  current[kind] = value;
  const oldest = tokens.keys().next().value;
  if (tokens.size > MAX_REMEMBERED && oldest !== undefined) tokens.delete(oldest);
}

const end = (entry: IssuedToken, at: number) => Object.assign(entry, { validUntil: at, afterwards: 40001 });

/** What is wrong with the access token of a call; null when it holds. */
export function tokenProblem(world: World, request: SimRequest): ErrorCode | null {
  const value = request.query.get("access_token");
  if (!value) return 41001;
  const entry = world.books.tokens.get(value);
  const now = world.now().getTime();
  if (!entry) return 40001;
  if (entry.validUntil > now && takeFault(world, "token_clash", [request.path])) end(entry, now);
  if (entry.validUntil <= now) return entry.afterwards;
  return null;
}
