"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Button } from "@/components/ui/form/button";
import { useProblemText } from "./problem-text";

interface ProblemStateProps {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  /** What failed, "the content did not load" unless told otherwise. */
  title?: string;
  className?: string;
}

/** A failed query in the place of its content: what happened, what is safe, retry, request id. */
export function ProblemState({ error, onRetry, retrying, title, className }: ProblemStateProps) {
  const t = useTranslations();
  const { message, requestId } = useProblemText()(error);
  return (
    <ErrorState
      title={title ?? t("errors.loadTitle")}
      description={message}
      className={className}
      requestId={requestId ? { label: t("common.requestId"), value: requestId } : undefined}
      action={
        onRetry ? (
          <Button onClick={onRetry} loading={retrying}>
            {t("common.retry")}
          </Button>
        ) : null
      }
    />
  );
}
