"use client";

import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/feedback/callout";
import type { ApiError } from "@/lib/platform/api-error";
import { useProblemText } from "../state/problem-text";

/**
 * Why a form was not accepted, above its button. Refusals of accounts have words of their own, and who is suspended
 * reads what was written for them.
 */
export function FormProblem({ problem }: { problem: ApiError | null }) {
  const t = useTranslations();
  const problemText = useProblemText();
  if (!problem) return null;
  const refusal = `auth.refusals.${problem.code}` as "auth.refusals.wrong_credentials";
  const { message, requestId } = problemText(problem);
  const written = problem.code === "account_suspended" ? problem.detail : "";
  return (
    <Callout tone="danger">
      {written ? t("auth.suspended") : t.has(refusal) ? t(refusal) : message}
      {written ? <span className="mt-1 block whitespace-pre-line break-words">{written}</span> : null}
      {requestId && problem.code === "internal_error" ? (
        <span className="block text-muted text-xs">
          {t("common.requestId")} <code className="select-all font-mono">{requestId}</code>
        </span>
      ) : null}
    </Callout>
  );
}
