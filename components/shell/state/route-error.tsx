"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Button } from "@/components/ui/form/button";

export interface RouteErrorProps {
  error: unknown;
  /** Asks the server for the page once more. */
  retry: () => void;
}

/** The number under which the server logged an error of its own; it is all that the browser is told. */
export function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
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
