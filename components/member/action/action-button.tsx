"use client";

import { useId, useRef, useState } from "react";
import { type ButtonLook, buttonLooks } from "../page/looks";

/** What a server action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; code: string };

/** Sentences by the server's code; `other` for codes without one, `offline` when no answer came. */
export type Refusals = Readonly<Record<string, string>> & { other: string; offline: string };

export interface ActionButtonProps {
  /** A server action with its input bound. */
  act: () => Promise<Answer>;
  label: string;
  look: ButtonLook;
  /** Names the thing where the label alone would not. */
  name?: string;
  /** Asked first, in a dialog. */
  question?: { title: string; detail: string; confirm: string; cancel: string };
  refusals: Refusals;
}

/** One press that changes something on the server; the page is loaded anew afterwards. */
export function ActionButton({ act, label, look, name, question, refusals }: ActionButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function run() {
    dialog.current?.close();
    setBusy(true);
    setProblem(null);
    const answer = await act().catch(() => null);
    // A full load: what was done may have ended the very session of this page, and then WeChat is asked who this is.
    if (answer?.ok) return location.reload();
    setBusy(false);
    setProblem(answer ? (refusals[answer.code] ?? refusals.other) : refusals.offline);
  }
  function press() {
    if (isBusy) return;
    if (!question) return void run();
    if (dialog.current?.showModal) return dialog.current.showModal();
    // Web views of before 2022 have no dialogs of their own.
    if (window.confirm(`${question.title}\n${question.detail}`)) void run();
  }
  return (
    <div className={look === "small" ? "contents" : "flex flex-col gap-2"}>
      <button
        type="button"
        className={buttonLooks[look]}
        onClick={press}
        aria-disabled={isBusy}
        aria-busy={isBusy}
        aria-label={name}
      >
        {label}
      </button>
      <p role="alert" className={problem ? "w-full text-danger" : "sr-only"}>
        {problem}
      </p>
      {question ? (
        <dialog
          ref={dialog}
          aria-labelledby={titleId}
          className="m-auto w-80 max-w-[calc(100vw-3rem)] rounded-lg bg-raised p-5 text-lg text-text shadow-raised backdrop:bg-scrim"
        >
          <h2 id={titleId} className="text-center font-semibold">
            {question.title}
          </h2>
          <p className="mt-2 mb-5 break-words text-center text-muted">{question.detail}</p>
          <div className="flex flex-col gap-2">
            <button type="button" className={buttonLooks.danger} onClick={() => void run()}>
              {question.confirm}
            </button>
            <button type="button" className={buttonLooks.plain} onClick={() => dialog.current?.close()}>
              {question.cancel}
            </button>
          </div>
        </dialog>
      ) : null}
    </div>
  );
}
