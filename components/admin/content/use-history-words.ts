import { useTranslations } from "next-intl";
import type { ImageRecordView } from "@/lib/gallery/schema";

type Check = ImageRecordView["checks"][number];

/** What checks, verdicts, reasons and outcomes of reports are called; what has no words yet by its own name. */
export function useHistoryWords() {
  const review = useTranslations("review");
  const reasons = useTranslations("publishing.reasons");
  const resolutions = useTranslations("admin.content.image.resolutions");
  return {
    check: ({ round, kind, checker }: Check) => {
      const known = `checkers.${checker}` as "checkers.words";
      return `${round} · ${review(`kinds.${kind}`)} · ${review.has(known) ? review(known) : checker}`;
    },
    verdict: (verdict: Check["verdict"]) => review(`verdicts.${verdict}`),
    reason: (reason: string) => {
      const known = reason as "illegal";
      return reasons.has(known) ? reasons(known) : reason;
    },
    resolution: (resolution: string) => {
      const known = resolution as "kept";
      return resolutions.has(known) ? resolutions(known) : resolution;
    },
  };
}
