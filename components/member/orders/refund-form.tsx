"use client";

import { type FormEvent, useId, useState } from "react";
import type { Answer, Refusals } from "../action/action-button";
import { buttonLooks } from "../page/looks";

const MIN_CHARS = 3;
const MAX_CHARS = 500;

export interface RefundFormProps {
  orderId: string;
  /** Came with the page, so that a second press is the same request. */
  idempotencyKey: string;
  /** A server action: asks for what is unused of an order. */
  ask: (input: { id: string; reason: string; idempotencyKey: string }) => Promise<Answer>;
  texts: { reason: string; submit: string; sending: string; refusals: Refusals };
}

/** Why somebody wants their money back; the order's page shows what became of it. */
export function RefundForm({ orderId, idempotencyKey, ask, texts }: RefundFormProps) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function run() {
    if (reason.trim().length < MIN_CHARS) return setProblem(texts.refusals.invalid_input ?? null);
    setBusy(true);
    setProblem(null);
    const answer = await ask({ id: orderId, reason, idempotencyKey }).catch(() => null);
    // Out of the way, so that back does not lead to a form that was sent.
    if (answer?.ok) return location.replace(`/m/orders/${orderId}`);
    setBusy(false);
    setProblem(answer ? (texts.refusals[answer.code] ?? texts.refusals.other) : texts.refusals.offline);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isBusy) void run();
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <label htmlFor={id} className="px-1 text-base text-muted">
        {texts.reason}
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={MAX_CHARS}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        aria-describedby={`${id}-problem`}
        className="w-full rounded-lg border border-line-strong bg-surface px-4 py-2.5 text-lg text-text"
      />
      <p id={`${id}-problem`} role="alert" className={problem ? "px-1 text-danger" : "sr-only"}>
        {problem}
      </p>
      <button type="submit" className={buttonLooks.primary} aria-disabled={isBusy} aria-busy={isBusy}>
        {isBusy ? texts.sending : texts.submit}
      </button>
    </form>
  );
}
