"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Outcome } from "./outcome";

export interface OutcomeText {
  /** What happened and what it cost. */
  sentence: string;
  /** What to do now, where something went wrong. */
  advice: string | null;
}

/** How a generation ended in words: the reason and the receipt in one sentence. */
export function useOutcomeText(): (outcome: Outcome) => OutcomeText {
  const t = useTranslations("create");
  return useCallback(
    (outcome) => {
      const { charged, returned, missing, failure } = outcome;
      const receipt =
        charged > 0 && returned > 0
          ? t("outcome.usedAndReturned", { charged, returned })
          : charged > 0
            ? t("outcome.used", { charged })
            : returned > 0
              ? t("outcome.returned", { returned })
              : t("outcome.free");
      const advice = failure ? t(`advice.${failure}`) : null;
      if (outcome.kind === "cancelled")
        return { sentence: t("outcome.failedSentence", { reason: t("outcome.cancelled"), receipt }), advice };
      if (!failure) return { sentence: receipt, advice };
      if (outcome.kind === "failed")
        return {
          sentence: t("outcome.failedSentence", { reason: t(`failure.${failure}`), receipt }),
          advice,
        };
      const reason = failure === "content_policy" ? t("outcome.partlyRefused") : t(`failure.${failure}`);
      const some = t("outcome.missing", { missing });
      return { sentence: t("outcome.partlySentence", { missing: some, reason, receipt }), advice };
    },
    [t],
  );
}
