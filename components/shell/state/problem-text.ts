"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError } from "@/lib/platform/api-error";

export interface ProblemText {
  message: string;
  requestId: string | undefined;
}

/** Turns whatever was thrown into a sentence for the person, by its stable code. */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations("errors");
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return { message: t("unknown"), requestId: undefined };
      const key = `code.${error.code}` as "code.not_found";
      const what = t.has(key) ? t(key) : t("unknown");
      const seconds = error.retryAfterMs === undefined ? 0 : Math.ceil(error.retryAfterMs / 1000);
      const message = seconds > 0 ? `${what} ${t("retryAfter", { seconds })}` : what;
      return { message, requestId: error.requestId };
    },
    [t],
  );
}
