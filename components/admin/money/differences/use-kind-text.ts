import { useTranslations } from "next-intl";

const kinds = [
  ...(["amount", "merchant", "account", "payer", "transaction", "state", "unknown_order"] as const),
  ...(["missing_in_bill", "unknown_refund", "refund_amount", "refund_state"] as const),
  "refund_missing_in_bill",
] as const;

/** What a kind of difference is called; one that has no name yet by its code. */
export function useKindText(): (kind: string) => string {
  const t = useTranslations("admin.money.differences.kinds");
  return (kind) => {
    const known = kinds.find((name) => name === kind);
    return known ? t(known) : kind;
  };
}
