import { creditsFor, type HeldTerm, type PaidPlan, planTerms, rankOf, type Term, valueFen } from "../rules";
import { addMonths, momentAt, monthsAt } from "./months";

/** Where a term lies from now on. */
export interface Placed {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

interface Waiting {
  id: string;
  plan: PaidPlan;
  /** Orders terms of one plan among themselves. */
  startsAt: Date;
  lengthMonths: number;
}

/**
 * Puts waiting terms one after the other behind those that run, higher plans first, terms of one plan in the order
 * that they had. A term keeps its length in months wherever it comes to lie.
 */
function arrange(running: readonly Term[], waiting: readonly Waiting[], now: Date): Placed[] {
  let cursor = new Date(Math.max(now.getTime(), ...running.map((term) => term.endsAt.getTime())));
  return waiting
    .toSorted((a, b) => rankOf(b.plan) - rankOf(a.plan) || a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ id, lengthMonths }) => {
      const placed = { id, startsAt: cursor, endsAt: momentAt(cursor, lengthMonths, "near") };
      cursor = placed.endsAt;
      return placed;
    });
}

const waitingOf = ({ id, plan, startsAt, endsAt }: Term): Waiting => ({
  id,
  plan,
  startsAt,
  lengthMonths: monthsAt(startsAt, endsAt),
});

const hasBegun = (term: Term, now: Date): boolean => term.startsAt <= now;
const isLive = (term: Term, now: Date): boolean => term.endsAt > now;

/** Waiting terms that have to move so that neither gap nor overlap is left. */
export function rearrange(terms: readonly Term[], now: Date): Placed[] {
  const live = terms.filter((term) => isLive(term, now));
  const waiting = live.filter((term) => !hasBegun(term, now));
  const running = live.filter((term) => hasBegun(term, now));
  return moved(arrange(running, waiting.map(waitingOf), now), terms);
}

const moved = (placed: readonly Placed[], terms: readonly Term[]): Placed[] =>
  placed.filter(({ id, startsAt }) =>
    terms.some((term) => term.id === id && term.startsAt.getTime() !== startsAt.getTime()),
  );

export interface Purchase {
  kind: "start" | "extend" | "queue" | "upgrade";
  startsAt: Date;
  endsAt: Date;
  /** Time of the new plan that the rest of lower plans turned into. */
  convertedMs: number;
  /** Terms that an upgrade ends now, with the credits that go back. */
  ended: { id: string; takesCredits: number }[];
  moved: Placed[];
}

/**
 * What buying `months` of a plan for `priceFen` does to a member's terms. The same plan is prolonged; a lower one waits
 * behind the higher ones; one that is higher than all begins now, and what is left of the others, at the price of
 * their months, buys time of it at the price of its months, in whole seconds.
 */
export function purchase(
  terms: readonly HeldTerm[],
  order: { plan: PaidPlan; months: number; priceFen: number },
  now: Date,
): Purchase {
  const live = terms.filter((term) => isLive(term, now));
  const kind = kindOf(live, order.plan);
  if (kind === "upgrade") return upgrade(live, order, now);
  const added: Waiting = {
    id: "",
    plan: order.plan,
    startsAt: new Date(8.64e15),
    lengthMonths: order.months,
  };
  const waiting = live.filter((term) => !hasBegun(term, now)).map(waitingOf);
  const running = live.filter((term) => hasBegun(term, now));
  const placed = arrange(running, [...waiting, added], now);
  const own = placed.find(({ id }) => id === added.id) ?? { startsAt: now, endsAt: now };
  const { startsAt, endsAt } = own;
  return { kind, startsAt, endsAt, convertedMs: 0, ended: [], moved: moved(placed, live) };
}

function kindOf(live: readonly Term[], plan: PaidPlan): Purchase["kind"] {
  if (live.length === 0) return "start";
  if (live.some((term) => term.plan === plan)) return "extend";
  return live.some((term) => rankOf(term.plan) > rankOf(plan)) ? "queue" : "upgrade";
}

function upgrade(
  live: readonly HeldTerm[],
  order: { months: number; priceFen: number },
  now: Date,
): Purchase {
  const value = live.reduce((sum, term) => sum + valueFen(term, now), 0);
  const boughtUntil = addMonths(now, order.months).getTime();
  const extraMonths = (value * order.months) / order.priceFen;
  const extraMs = momentAt(now, order.months + extraMonths, "down").getTime() - boughtUntil;
  const convertedMs = Math.floor(extraMs / 1_000) * 1_000;
  return {
    kind: "upgrade",
    startsAt: now,
    endsAt: new Date(boughtUntil + convertedMs),
    convertedMs,
    ended: live.map(({ id, unspentCredits }) => ({ id, takesCredits: unspentCredits ?? 0 })),
    moved: [],
  };
}

export interface Withdrawal {
  /** Where the term ends from now on; `now` or its own start when nothing of it is left. */
  endsAt: Date;
  membershipMs: number;
  /** Credits that came with the time that goes, by month of the term. */
  credits: { month: number; amount: number }[];
}

/**
 * What a refund of `refundFen` takes back: that share of the months that were paid for, from the end of the term (to
 * the millisecond, in the platform's favour), and the credits that were granted for the time that goes. Time that has
 * passed cannot go back; credits of past months are asked for when the share reaches so far.
 */
export function withdrawal(
  term: Term,
  granted: readonly { month: number; amount: number }[],
  refundFen: number,
  now: Date,
): Withdrawal {
  const end = monthsAt(term.startsAt, term.endsAt);
  const kept = Math.max(0, end - (term.months * refundFen) / term.paidFen);
  const cut = momentAt(term.startsAt, kept, "down").getTime();
  const passed = Math.max(term.startsAt.getTime(), Math.min(now.getTime(), term.endsAt.getTime()));
  const endsAt = new Date(Math.max(cut, passed));
  return {
    endsAt,
    membershipMs: term.endsAt.getTime() - endsAt.getTime(),
    credits: granted
      .map(({ month, amount }) => ({ month, amount: creditsOf(term.plan, { month, amount, kept, end }) }))
      .filter(({ amount }) => amount > 0),
  };
}

/** Credits that came for the part of one month that lies between `kept` and `end`. */
function creditsOf(
  plan: PaidPlan,
  { month, amount, kept, end }: { month: number; amount: number; kept: number; end: number },
): number {
  const size = Math.min(1, end - month);
  const goes = Math.min(size, month + size - kept);
  if (size <= 0 || goes <= 0) return 0;
  const held = Math.min(amount, creditsFor(plan, size));
  if (goes >= size - 1e-9) return held;
  return Math.min(held, Math.ceil(planTerms[plan].monthlyCredits * goes - 1e-6));
}

/**
 * Gives back time that a refund took and that was not refunded after all, `membershipMs` of it. A term that still runs
 * or waits becomes longer again; one that had ended goes on now; and where another term has begun meanwhile, that one
 * becomes longer: by the same time of the same plan, or by time of the same value.
 */
export function restoration(
  terms: readonly Term[],
  term: Term & { endedEarlyAt: Date | null },
  membershipMs: number,
  now: Date,
): Placed[] {
  const others = terms.filter((other) => other.id !== term.id && isLive(other, now));
  const end = term.endedEarlyAt ?? term.endsAt;
  if (term.endedEarlyAt === null && isLive(term, now))
    return settle([...others, { ...term, endsAt: after(term.endsAt, membershipMs) }], term, now);
  const running = others.filter((other) => hasBegun(other, now));
  if (end <= term.startsAt) return requeue(others, running, term, membershipMs, now);
  const [other] = running;
  if (!other) {
    const startsAt = after(term.startsAt, now.getTime() - end.getTime());
    return settle([...others, { ...term, startsAt, endsAt: after(now, membershipMs) }], term, now);
  }
  const endsAt =
    other.plan === term.plan
      ? after(other.endsAt, membershipMs)
      : worth(other, (term.paidFen / term.months) * lengthFrom(term, end, membershipMs));
  const prolonged = { ...other, endsAt };
  return settle([...others.filter(({ id }) => id !== other.id), prolonged], prolonged, now);
}

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

const lengthFrom = (term: Term, from: Date, ms: number): number =>
  monthsAt(term.startsAt, after(from, ms)) - monthsAt(term.startsAt, from);

/** The monthly credits of time that a refund took from the end of a term. */
export const creditsOfTime = (term: Term & { endedEarlyAt: Date | null }, membershipMs: number): number =>
  Math.ceil(
    planTerms[term.plan].monthlyCredits * lengthFrom(term, term.endedEarlyAt ?? term.endsAt, membershipMs) -
      1e-6,
  );

const worth = (term: Term, fen: number): Date =>
  momentAt(term.startsAt, monthsAt(term.startsAt, term.endsAt) + (fen * term.months) / term.paidFen, "down");

/** The changed term, and the waiting ones that have to move for it. */
function settle(terms: readonly Term[], changed: Placed, now: Date): Placed[] {
  const moves = rearrange(terms, now);
  const own = terms.find(({ id }) => id === changed.id) ?? changed;
  const { id, startsAt, endsAt } = moves.find((move) => move.id === own.id) ?? own;
  return [{ id, startsAt, endsAt }, ...moves.filter((move) => move.id !== id)];
}

/** A term that had not begun when it was taken waits again in its place. */
function requeue(
  others: readonly Term[],
  running: readonly Term[],
  term: Term,
  membershipMs: number,
  now: Date,
): Placed[] {
  const { id, plan, startsAt } = term;
  const own: Waiting = { id, plan, startsAt, lengthMonths: lengthFrom(term, startsAt, membershipMs) };
  const waiting = others.filter((other) => !hasBegun(other, now)).map(waitingOf);
  const placed = arrange(running, [...waiting, own], now);
  const moves = moved(placed, others);
  return [...placed.filter((one) => one.id === id), ...moves];
}
