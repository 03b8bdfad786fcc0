"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Button } from "@/components/ui/form/button";
import { digestOf } from "./digest";

export interface RouteErrorProps {
  error: unknown;
  /** Asks the server for the page once more. */
  retry: () => void;
}

/** For `error.tsx` inside a shell: the navigation stays, the page's place says what happened. */
export function RouteError({ error, retry }: RouteErrorProps) {
  const t = useTranslations();
  const digest = digestOf(error);
  return (
    <ErrorState
      level="h1"
      title={t("errors.pageTitle")}
      description={t("errors.pageDetail")}
      action={<Button onClick={retry}>{t("common.retry")}</Button>}
      requestId={digest ? { label: t("common.requestId"), value: digest } : undefined}
    />
  );
}
