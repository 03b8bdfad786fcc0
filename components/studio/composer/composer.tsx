"use client";

import { PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { SubmitProblem } from "@/components/shell/forms/submit-problem";
import { useOnline } from "@/components/shell/state/offline-notice";
import { ProblemState } from "@/components/shell/state/problem-state";
import { Button } from "@/components/ui/form/button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { cn } from "@/lib/platform/cn";
import { useComposer } from "../composer-store";
import { FieldsSkeleton } from "../skeletons";
import { ComposerForm } from "./composer-form";
import { GenerateButton, SubmitArea } from "./submit-area";
import { useComposerModel } from "./use-composer-model";
import { useComposerSubmit } from "./use-composer-submit";

/** The composer of wide screens: a column that stays while the results scroll, its button always in sight. */
export function ComposerColumn() {
  const t = useTranslations("create.composer");
  const words = useTranslations("create.submit");
  const formId = useId();
  const { ready, failed, error, retry, retrying } = useComposerModel();
  const submit = useComposerSubmit(ready);
  const online = useOnline();
  return (
    <aside
      aria-label={t("label")}
      className={cn(
        "sticky top-(--header) hidden flex-col border-line border-r bg-surface md:flex",
        // The line about the lost network takes its height from the column.
        online ? "h-[calc(100dvh-var(--header))]" : "h-[calc(100dvh-var(--header)-2.375rem)]",
      )}
    >
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">
        {ready ? (
          <ComposerForm id={formId} ready={ready} submit={submit} />
        ) : failed ? (
          <ProblemState error={error} title={t("modelsFailed")} onRetry={retry} retrying={retrying} />
        ) : (
          <FieldsSkeleton />
        )}
      </div>
      {ready ? (
        <div className="border-line border-t p-5 pt-4">
          <SubmitProblem error={submit.error} title={words("failedTitle")} />
          <SubmitArea ready={ready} formId={formId} pending={submit.pending} />
        </div>
      ) : null}
    </aside>
  );
}

/** The composer of phones: the prompt and the button above the tabs, everything else in a sheet. */
export function ComposerDock() {
  const t = useTranslations("create.composer");
  const words = useTranslations("create.submit");
  const formId = useId();
  const open = useComposer((state) => state.sheetOpen);
  const openSheet = useComposer((state) => state.openSheet);
  const prompt = useComposer((state) => state.draft.prompt);
  const { ready, failed, error, retry, retrying } = useComposerModel();
  const submit = useComposerSubmit(ready);
  return (
    <div className="fixed inset-x-0 bottom-(--tabs) z-20 border-line border-t bg-surface px-safe py-2.5 md:hidden">
      {open ? null : <SubmitProblem error={submit.error} title={words("failedTitle")} />}
      <div className="flex items-center gap-2">
        <Button
          className="min-w-0 flex-1 justify-start overflow-hidden px-3 font-normal"
          aria-label={t("open")}
          data-tour="prompt style"
          onClick={() => openSheet(true)}
        >
          <PenLine strokeWidth={1.5} className="text-muted" aria-hidden />
          <span className={prompt ? "truncate" : "truncate text-muted"}>{prompt || t("prompt")}</span>
        </Button>
        {ready ? (
          <GenerateButton ready={ready} pending={submit.pending} onPress={() => void submit.send()} brief />
        ) : null}
      </div>
      <Sheet
        open={open}
        onOpenChange={openSheet}
        title={t("sheetTitle")}
        footer={
          ready ? (
            <>
              <SubmitProblem error={submit.error} title={words("failedTitle")} />
              <SubmitArea ready={ready} formId={formId} pending={submit.pending} />
            </>
          ) : null
        }
      >
        {ready ? (
          <ComposerForm id={formId} ready={ready} submit={submit} />
        ) : failed ? (
          <ProblemState error={error} title={t("modelsFailed")} onRetry={retry} retrying={retrying} />
        ) : (
          <FieldsSkeleton />
        )}
      </Sheet>
    </div>
  );
}
