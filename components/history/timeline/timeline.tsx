"use client";

import {
  ArrowRightLeft,
  Ban,
  Check,
  CircleCheck,
  CircleHelp,
  CircleSlash,
  CircleX,
  Download,
  Hourglass,
  ImageOff,
  Images,
  Languages,
  type LucideIcon,
  PlugZap,
  ReceiptText,
  RotateCw,
  Send,
  SkipForward,
  Unplug,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { GenerationDetailView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import { foldSteps, type Step, type StepKind, stepsOf } from "./steps";
import { type StepText, useStepText } from "./use-step-text";

const icons: Record<StepKind, LucideIcon> = {
  created: ReceiptText,
  sent: Send,
  attemptState: CircleCheck,
  translated: Languages,
  channel_chosen: Send,
  channel_skipped: SkipForward,
  channels_busy: Hourglass,
  accepted: Check,
  refused: Ban,
  failed: CircleX,
  unknown_outcome: CircleHelp,
  failover: ArrowRightLeft,
  retry_later: RotateCw,
  circuit_opened: Unplug,
  circuit_closed: PlugZap,
  delivered: Images,
  download_retry: Download,
  download_lost: ImageOff,
  closed: CircleSlash,
  resolved: CircleCheck,
  refunded: ReceiptText,
  retried: RotateCw,
  finished: CircleCheck,
};

const bad: ReadonlySet<StepKind> = new Set(["refused", "failed", "unknown_outcome", "download_lost"]);
const notable: ReadonlySet<StepKind> = new Set(["failover", "circuit_opened", "delivered", "finished"]);

/** What was decided and what happened, from the order to the end; folded in the middle when it is long. */
export function Timeline({ view }: { view: GenerationDetailView }) {
  const t = useTranslations("history");
  const id = useId();
  const [open, setOpen] = useState(false);
  const textOf = useStepText(view);
  const { head, folded, tail } = foldSteps(stepsOf(view));
  const lines = (steps: readonly Step[]) =>
    steps.map((step) => <Line key={step.key} step={step} text={textOf(step)} />);
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-2">
      <h3 id={`${id}-title`} className="font-medium text-muted text-sm">
        {t("timeline.title")}
      </h3>
      <ol id={`${id}-steps`} className="flex flex-col border-line border-y py-1">
        {lines(head)}
        {folded.length > 0 ? (
          <li className="py-1 pl-8">
            <button
              type="button"
              aria-expanded={open}
              aria-controls={`${id}-steps`}
              onClick={() => setOpen(!open)}
              className="min-h-8 rounded-sm text-muted text-sm underline underline-offset-4 hover:text-text"
            >
              {open ? t("timeline.showLess") : t("timeline.showAll", { count: folded.length })}
            </button>
          </li>
        ) : null}
        {open ? lines(folded) : null}
        {lines(tail)}
      </ol>
    </section>
  );
}

function Line({ step, text }: { step: Step; text: StepText }) {
  const t = useTranslations("history");
  const format = useFormatter();
  const Icon = icons[step.kind];
  const { at, part, kind } = step;
  return (
    <li data-step={kind} className="flex items-start gap-3 py-1.5">
      <Icon
        strokeWidth={1.5}
        aria-hidden
        className={cn("mt-0.5 size-4.5 shrink-0", bad.has(kind) ? "text-danger" : "text-muted")}
      />
      <div className="min-w-0 flex-1">
        <p className={cn("break-words", notable.has(kind) && "font-medium")}>
          {text.sentence}
          {part === null ? null : (
            <span className="tabular ml-2 whitespace-nowrap font-normal text-muted text-xs">
              {t("timeline.part", { part: part + 1 })}
            </span>
          )}
        </p>
        {text.detail ? <p className="break-words text-muted text-sm">{text.detail}</p> : null}
      </div>
      {at === null ? null : (
        <time dateTime={at} className="tabular shrink-0 text-muted text-sm">
          {format.dateTime(new Date(at), clock)}
        </time>
      )}
    </li>
  );
}

const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
