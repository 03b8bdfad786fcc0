import { type ProviderErrorClass, providerErrorClasses } from "@/lib/providers/provider-error";

export interface Circuit {
  circuit: "closed" | "open" | "half_open";
  circuitReason: string | null;
  circuitUntil: Date | null;
  circuitOpens: number;
}

/** How a use ended: pictures came, the vendor failed in a known way, or we ended it ourselves. */
export type UseOutcome = "delivered" | "closed" | ProviderErrorClass;

/** Most recent uses that the error rate is taken from, and how old they may be. */
export const HEALTH_WINDOW = 20;
export const HEALTH_WINDOW_MS = 5 * 60_000;
const MIN_CALLS = 5;
const MAX_OPEN_MS = 30 * 60_000;
const MENDING_MS = 10 * 60_000;
const RECOVERING_MS = 30_000;

/** What says something about a channel's health: a refused prompt or a bad order says nothing about it. */
const ill: readonly string[] = [
  "auth",
  "quota_exhausted",
  "rate_limited",
  "provider_error",
  "unknown_outcome",
];

const openedFor = (baseMs: number, opens: number): number => Math.min(MAX_OPEN_MS, baseMs * 2 ** opens);

/**
 * The circuit after a use has ended. `recent` are the outcomes of the last uses, this one first. Auth and quota
 * errors open it at once, because only somebody's hand mends them; otherwise it opens when half of at least five
 * recent calls failed, or when the probe of a half-open circuit did. A delivery closes it.
 */
export function circuitAfter(
  before: Circuit,
  outcome: UseOutcome,
  recent: readonly string[],
  now: Date,
): Circuit {
  // What ends while it is open began before that: only a probe, which half-opens it, can say something new.
  if (outcome === "closed" || (before.circuit === "open" && !opensAnew(before, outcome))) return before;
  if (outcome === "delivered")
    return { circuit: "closed", circuitReason: null, circuitUntil: null, circuitOpens: 0 };
  const open = (baseMs: number): Circuit => ({
    circuit: "open",
    circuitReason: outcome,
    circuitUntil: new Date(now.getTime() + openedFor(baseMs, before.circuitOpens)),
    circuitOpens: before.circuitOpens + 1,
  });
  if (providerErrorClasses[outcome].opensCircuit) return open(MENDING_MS);
  const sick = ill.includes(outcome);
  if (before.circuit === "half_open")
    return sick
      ? open(RECOVERING_MS)
      : { circuit: "closed", circuitReason: null, circuitUntil: null, circuitOpens: 0 };
  if (!sick) return before;
  const told = recent.filter((one) => one !== "closed").slice(0, HEALTH_WINDOW);
  const failures = told.filter((one) => ill.includes(one)).length;
  return told.length >= MIN_CALLS && failures * 2 >= told.length ? open(RECOVERING_MS) : before;
}

/** A key that is refused matters also where overload had opened the circuit for a moment. */
const opensAnew = (before: Circuit, outcome: UseOutcome): boolean =>
  outcome !== "delivered" &&
  outcome !== "closed" &&
  providerErrorClasses[outcome].opensCircuit &&
  before.circuitReason !== outcome &&
  !(before.circuitReason === "auth" || before.circuitReason === "quota_exhausted");

export interface Load {
  /** Uses of the whole account that have not ended. */
  open: number;
  /** Those of this channel. */
  openHere: number;
  /** Uses of the whole account that began in the last minute. */
  lastMinute: number;
}

export type Skip = "disabled" | "circuit_open" | "probing" | "concurrency" | "rate" | "tried";

/** Why a channel cannot be used at the moment, or null. An open circuit whose time is over lets one call probe. */
export function whyNot(
  channel: Circuit & { isEnabled: boolean; maxConcurrent: number; maxPerMinute: number },
  load: Load,
  now: Date,
): Skip | null {
  if (!channel.isEnabled) return "disabled";
  if (channel.circuit === "open" && (channel.circuitUntil ?? now) > now) return "circuit_open";
  if (channel.circuit !== "closed" && load.openHere > 0) return "probing";
  if (load.open >= channel.maxConcurrent) return "concurrency";
  if (load.lastMinute >= channel.maxPerMinute) return "rate";
  return null;
}

/**
 * Channels in the order in which they are asked: by position; among equals by a draw in proportion to the
 * weights. The draw is made of `key`, so that the same attempt always gets the same order.
 */
export function orderChannels<C extends { id: string; position: number; weight: number }>(
  channels: readonly C[],
  key: string,
): C[] {
  // Efraimidis and Spirakis: the largest of u^(1/w) comes first with probability w / Σw.
  const luck = new Map(
    channels.map((channel) => [channel.id, Math.log(draw(key, channel.id)) / channel.weight]),
  );
  return [...channels].sort(
    (a, b) => a.position - b.position || (luck.get(b.id) ?? 0) - (luck.get(a.id) ?? 0),
  );
}

/** Evenly between 0 and 1, both excluded: FNV-1a of the text, mixed as MurmurHash3 ends. */
function draw(key: string, id: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${key}:${id}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
