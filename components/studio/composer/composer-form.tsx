"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { MoreFields } from "../fields/more-fields";
import { OutputFields } from "../fields/output-fields";
import { PromptField } from "../fields/prompt-field";
import { RatioField } from "../fields/ratio-field";
import { StyleField } from "../fields/style-field";
import type { ReadyComposer } from "./use-composer-model";
import type { ComposerSubmit } from "./use-composer-submit";

interface ComposerFormProps {
  id: string;
  ready: ReadyComposer;
  submit: ComposerSubmit;
}

/** Everything that is asked, the prompt first. The button that sends it stands outside, where it stays in sight. */
export function ComposerForm({ id, ready, submit }: ComposerFormProps) {
  const { model, fitted } = ready;
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit.send();
      }}
      className="flex flex-col gap-4.5"
    >
      <PromptField maxChars={model.maxPromptChars} problem={submit.problem} />
      <StyleField chosen={fitted.styleTags} />
      <RatioField ratios={model.ratios} value={fitted.ratio} />
      <OutputFields model={model} fitted={fitted} />
      <MoreFields {...ready} />
    </form>
  );
}

/** Why an order was not taken, beside the button that was pressed. */
export function SubmitProblem({ error }: { error: unknown }) {
  const t = useTranslations();
  const problemText = useProblemText();
  if (!error) return null;
  const { message, requestId } = problemText(error);
  return (
    <Callout tone="danger" title={t("create.submit.failedTitle")} className="mb-3 px-3 text-sm">
      {message}
      {requestId ? (
        <span className="block text-xs">
          {t("common.requestId")} <code className="select-all break-all font-mono">{requestId}</code>
        </span>
      ) : null}
    </Callout>
  );
}
