import { useTranslations } from "next-intl";
import { movementName } from "@/lib/credits/rules";
import type { LedgerRecordView } from "@/lib/credits/schema";

/** Why credits moved: what the product says in the words of the person's own ledger, what a person wrote as it stands. */
export function useReasonText(): (entry: Pick<LedgerRecordView, "kind" | "reason">) => string | null {
  const t = useTranslations("ledger");
  return (entry) => {
    const name = movementName(entry);
    return name ? t(name) : entry.reason;
  };
}
