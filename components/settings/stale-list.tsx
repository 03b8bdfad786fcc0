"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";

interface StaleListProps {
  title: string;
  error: unknown;
  retrying: boolean;
  retry: () => unknown;
}

/** The list could not be read again; what stands below is what was read last. */
export function StaleList({ title, error, retrying, retry }: StaleListProps) {
  const t = useTranslations("common");
  const { message, requestId } = useProblemText()(error);
  return (
    <Callout
      tone="warning"
      title={title}
      action={
        <Button size="sm" loading={retrying} onClick={() => void retry()}>
          {t("retry")}
        </Button>
      }
    >
      {message}
      {requestId ? (
        <span className="block text-xs">
          {t("requestId")} <code className="select-all break-all font-mono">{requestId}</code>
        </span>
      ) : null}
    </Callout>
  );
}
