"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId } from "react";
import { SubmitProblem } from "@/components/shell/forms/submit-problem";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Button } from "@/components/ui/form/button";
import { Sheet } from "@/components/ui/overlay/sheet";
import { cn } from "@/lib/platform/cn";
import { useEditor } from "../editor-store";
import { EditForm } from "./edit-form";
import { operationIcons } from "./operations";
import { EditButton, SubmitArea } from "./submit-area";
import type { EditState } from "./use-edit";
import type { EditSubmit } from "./use-submit-edit";

interface PanelProps {
  edit: EditState;
  submit: EditSubmit;
  /** A result is shown, and going on from it is the next thing to do. */
  quiet: boolean;
}

/** The settings on wide screens: a column beside the stage, its button always in sight. */
export function PanelColumn({ edit, submit, quiet }: PanelProps) {
  const t = useTranslations("editor");
  const formId = useId();
  const online = useOnline();
  useModEnter(submit.send);
  return (
    <aside
      aria-label={t("panel")}
      className={cn(
        "sticky top-(--header) hidden flex-col border-line border-r bg-surface md:flex",
        // The line about the lost network takes its height from the column.
        online ? "h-[calc(100dvh-var(--header)-1px)]" : "h-[calc(100dvh-var(--header)-2.4375rem)]",
      )}
    >
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">
        <EditForm id={formId} edit={edit} submit={submit} />
      </div>
      {edit.fitted ? (
        <div className="border-line border-t p-5 pt-4">
          <SubmitProblem error={submit.error} title={t("submit.failedTitle")} />
          <SubmitArea edit={edit} formId={formId} pending={submit.pending} quiet={quiet} />
        </div>
      ) : null}
    </aside>
  );
}

/** The settings of phones: the operation and the button above the tabs, everything else in a sheet. */
export function PanelDock({ edit, submit, quiet }: PanelProps) {
  const t = useTranslations("editor");
  const formId = useId();
  const open = useEditor((state) => state.sheetOpen);
  const openSheet = useEditor((state) => state.openSheet);
  const prompt = useEditor((state) => state.draft.prompt);
  const { fitted } = edit;
  const Icon = fitted ? operationIcons[fitted.operation] : null;
  const words = fitted && fitted.can.prompt !== "none" ? prompt : "";
  return (
    <div className="fixed inset-x-0 bottom-(--tabs) z-20 border-line border-t bg-surface px-safe py-2.5 md:hidden">
      <div className="flex items-center gap-2">
        <Button className="min-w-0 flex-1 justify-start overflow-hidden px-3" onClick={() => openSheet(true)}>
          {Icon ? <Icon strokeWidth={1.5} className="text-muted" aria-hidden /> : null}
          <span className="truncate">
            {fitted ? t(`operations.${fitted.operation}`) : t("panel")}
            {words ? <span className="font-normal text-muted"> · {words}</span> : null}
          </span>
          <span className="sr-only">{t("openPanel")}</span>
        </Button>
        <EditButton
          edit={edit}
          pending={submit.pending}
          quiet={quiet}
          onPress={() => void submit.send()}
          brief
        />
      </div>
      <Sheet
        open={open}
        onOpenChange={openSheet}
        title={t("panel")}
        footer={
          fitted ? (
            <>
              <SubmitProblem error={submit.error} title={t("submit.failedTitle")} />
              <SubmitArea edit={edit} formId={formId} pending={submit.pending} quiet={quiet} />
            </>
          ) : null
        }
      >
        <EditForm id={formId} edit={edit} submit={submit} />
      </Sheet>
    </div>
  );
}

/** On phones, what went wrong stands above the dock and takes its height from the stage, not from the tools. */
export function PanelProblem({ submit }: { submit: EditSubmit }) {
  const t = useTranslations("editor");
  const open = useEditor((state) => state.sheetOpen);
  const isMaskMissing = submit.problem === "mask_empty";
  if (open || !(isMaskMissing || submit.error)) return null;
  return (
    <div className="border-line border-t bg-surface px-safe pt-3 md:hidden">
      {isMaskMissing ? (
        <p role="alert" className="pb-3 text-danger text-sm">
          {t("problem.mask_empty")}
        </p>
      ) : (
        <SubmitProblem error={submit.error} title={t("submit.failedTitle")} />
      )}
    </div>
  );
}

/** Ctrl or ⌘ with Enter sends from the stage as well; fields send by their own form. */
function useModEnter(send: () => Promise<void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      if (event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      void send();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [send]);
}
