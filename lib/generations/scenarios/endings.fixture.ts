import type { ProviderErrorClass } from "@/lib/providers/provider-error";
import type { commonScenarios } from "@/simulators/kit/scenario";
import type { FailureCode, GenerationStatus, TimelineKind } from "../schema";

/** What every vendor's table has to hold. */
export type CommonScenario = (typeof commonScenarios)[number];

/** What becomes of one attempt: its state, its class, and what the timeline tells of it. */
export interface Step {
  state: string;
  errorClass: ProviderErrorClass | null;
  told: TimelineKind[];
}

/** Whether a vendor's answer to the order is its pictures, or a number to ask with. */
export type Way = "at once" | "later";

const circuit = (errorClass: ProviderErrorClass): TimelineKind[] =>
  errorClass === "auth" || errorClass === "quota_exhausted" ? ["circuit_opened"] : [];

/** The vendor took no order. */
export const refused = (errorClass: ProviderErrorClass): Step => ({
  state: "rejected",
  errorClass,
  told: ["refused", ...circuit(errorClass)],
});

/** Nobody knows whether the vendor took the order. */
export const lost: Step = {
  state: "submission_unknown",
  errorClass: "unknown_outcome",
  told: ["unknown_outcome"],
};

/** The vendor took the order and could not carry it out. */
export const failed = (errorClass: ProviderErrorClass): Step => ({
  state: "failed",
  errorClass,
  told: ["accepted", "failed", ...circuit(errorClass)],
});

/** The vendor answered at once that it took the order and made nothing of it. */
export const failedAtOnce = (errorClass: ProviderErrorClass): Step => ({
  state: "failed",
  errorClass,
  told: ["failed"],
});

/** Pictures came. */
export const made = (way: Way): Step => ({
  state: "finished",
  errorClass: null,
  told: way === "later" ? ["accepted", "delivered"] : ["delivered"],
});

/** The vendor took the order and never finished; we gave it up. */
export const closed: Step = { state: "closed", errorClass: null, told: ["accepted", "closed"] };

/** The same four times: once, and three more. */
export const fourTimes = (step: Step): Step[] => [step, step, step, step];
/** The same twice: once, and the one extra try of an unknown outcome. */
export const twice = (step: Step): Step[] => [step, step];

/** One lost answer and one more try, as long as no number to ask with is known. */
export const nobodyKnows = (says: RegExp, more: Partial<Row> = {}): Row => ({
  steps: twice(lost),
  says,
  ...more,
});

/** How an order under one scenario has to end. */
export interface Row {
  steps: readonly Step[];
  /** What stands behind the name in the marker, after `=`. */
  argument?: string;
  /** Words that the operator and the timeline are told; needed wherever the order fails. */
  says?: RegExp;
  /** Pictures ordered; the vendor's usual number without it. */
  count?: number;
  /** Pictures that arrive; all where the last step made them, none otherwise. */
  delivered?: number;
  /** Why pictures are missing, when it is not the class of the last step. */
  code?: FailureCode;
  /** Between attempts, in milliseconds; a minute each without it. */
  waitsMs?: readonly number[];
  /** Pictures that could not be fetched from the address that the vendor gave. */
  undelivered?: number;
  /** Paid calls, where an attempt is not exactly one. */
  posts?: number;
}

/** Everything about the end of an order that a table can say. */
export interface Ending {
  status: GenerationStatus;
  code: string | null;
  posts: number;
  attempts: string[];
  timeline: string[];
  waitsMs: number[];
  delivered: number;
  reserved: number;
  charged: number;
  returned: number;
}

const DEFAULT_WAIT_MS = 60_000;

/** The ending of a row for a model whose picture costs `unit` credits and which makes `count` of them. */
export function endingOf(row: Row, { unit, count: usual }: { unit: number; count: number }): Ending {
  const { steps, count = usual } = row;
  const last = steps.at(-1);
  const isMade = last?.state === "finished";
  const delivered = row.delivered ?? (isMade && !row.undelivered ? count : 0);
  const complete = delivered === count;
  const code = row.code ?? (row.undelivered ? "download_lost" : (last?.errorClass ?? null));
  const waitsMs = [...(row.waitsMs ?? steps.slice(1).map(() => DEFAULT_WAIT_MS))];
  const lostTold = Array.from({ length: row.undelivered ?? 0 }, () => "download_lost");
  return {
    status: complete ? "succeeded" : delivered > 0 ? "partly_succeeded" : "failed",
    code: complete ? null : code,
    posts: row.posts ?? steps.length,
    attempts: steps.map(({ state, errorClass }) => (errorClass ? `${state} ${errorClass}` : state)),
    timeline: [...steps.flatMap((step, i) => tellingOf(step, waitsMs[i])), ...lostTold],
    waitsMs,
    delivered,
    reserved: unit * count,
    charged: unit * delivered,
    returned: unit * (count - delivered),
  };
}

/** What the timeline tells of an attempt, and of the wait for the next one, if it is waited for. */
const tellingOf = ({ told }: Step, waitMs: number | undefined): TimelineKind[] => [
  "channel_chosen",
  ...told,
  ...(waitMs === undefined ? [] : ["retry_later" as const]),
];

/** One line about a row, for the name of its test. */
export function guaranteeOf({ status, code, posts, charged, reserved }: Ending): string {
  const calls = posts === 1 ? "1 paid call" : `${posts} paid calls`;
  return `${calls}, ${status}${code ? ` with ${code}` : ""}, ${charged} of ${reserved} credits charged`;
}
