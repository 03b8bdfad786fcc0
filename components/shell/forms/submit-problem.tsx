"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";

/** Why an order was not taken, beside the button that was pressed; nothing without an error. */
export function SubmitProblem({ error, title }: { error: unknown; title: string }) {
  const t = useTranslations("common");
  const problemText = useProblemText();
  if (!error) return null;
  const { message, requestId } = problemText(error);
  return (
    <Callout tone="danger" title={title} className="mb-3 px-3 text-sm">
      {message}
      {requestId ? (
        <span className="block text-xs">
          {t("requestId")} <code className="select-all break-all font-mono">{requestId}</code>
        </span>
      ) : null}
    </Callout>
  );
}
