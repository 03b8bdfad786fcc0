import { hasEnded } from "@/lib/generations/rules";
import type { GenerationDetailView, TimelineEntryView, TimelineKind } from "@/lib/generations/schema";

/** What a line of the timeline is about: a decision, or what the orders and the generation itself tell. */
export type StepKind = TimelineKind | "created" | "sent" | "attemptState" | "finished";

export interface Step {
  key: string;
  kind: StepKind;
  /** Null for an order that is not known to have been sent. */
  at: string | null;
  /** Which of several orders side by side it belongs to; null where there is only one. */
  part: number | null;
  data: TimelineEntryView["data"];
}

const sends: ReadonlySet<TimelineKind> = new Set(["channel_chosen", "failover"]);
const answers: ReadonlySet<TimelineKind> = new Set([
  "accepted",
  "refused",
  "failed",
  "unknown_outcome",
  "delivered",
  "closed",
]);

/** What the platform did about a generation after it had ended. */
const afterwards: ReadonlySet<StepKind> = new Set(["resolved", "refunded", "retried"]);

/**
 * Everything that happened, in order. Orders are told by their decisions; what those leave out (the built-in
 * renderer has no channels, and generations of earlier versions have no decisions at all) is told by the orders.
 */
export function stepsOf(view: GenerationDetailView): Step[] {
  const { timeline, attempts } = view;
  const manyParts = [...timeline, ...attempts].some(({ part }) => part > 0);
  const partOf = (part: number) => (manyParts ? part : null);
  const told = (kinds: ReadonlySet<TimelineKind>, ordinal: number) =>
    timeline.some(({ kind, data }) => kinds.has(kind) && data.attempt === ordinal);
  const decisions = timeline.map(
    (entry, index): Step => ({
      key: `decision-${index}`,
      kind: entry.kind,
      at: entry.at,
      part: partOf(entry.part),
      data: entry.data,
    }),
  );
  const orders = attempts.flatMap((attempt): Step[] => {
    const { ordinal, part, provider, state, submittedAt, finishedAt } = attempt;
    const step = { part: partOf(part), data: { attempt: ordinal, vendor: provider, state } };
    const isSent = submittedAt !== null && !told(sends, ordinal);
    return [
      ...(isSent ? [{ ...step, key: `sent-${ordinal}`, kind: "sent" as const, at: submittedAt }] : []),
      ...(told(answers, ordinal)
        ? []
        : [
            {
              ...step,
              key: `state-${ordinal}`,
              kind: "attemptState" as const,
              at: finishedAt ?? submittedAt,
            },
          ]),
    ];
  });
  const middle = [...decisions, ...orders].sort((a, b) => timeOf(a) - timeOf(b));
  const whole = { part: null, data: {} };
  return [
    { ...whole, key: "created", kind: "created", at: view.createdAt },
    ...middle.filter(({ kind }) => !afterwards.has(kind)),
    ...(view.finishedAt && hasEnded(view.status)
      ? [{ ...whole, key: "finished", kind: "finished" as const, at: view.finishedAt }]
      : []),
    ...middle.filter(({ kind }) => afterwards.has(kind)),
  ];
}

/** What has no time stands last, before the end. */
const timeOf = ({ at }: Step): number => (at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at));

/** Longer timelines are folded in the middle: how it began and how it ended stay in sight. */
export const FOLD_ABOVE = 10;
const HEAD = 4;
const TAIL = 4;

/** A timeline in the parts before, under and after the fold; nothing is folded in a short one. */
export function foldSteps(steps: readonly Step[]): { head: Step[]; folded: Step[]; tail: Step[] } {
  if (steps.length <= FOLD_ABOVE) return { head: [...steps], folded: [], tail: [] };
  return { head: steps.slice(0, HEAD), folded: steps.slice(HEAD, -TAIL), tail: steps.slice(-TAIL) };
}
