import { useTranslations } from "next-intl";

/** Why a refund did not go on, as we call it; WeChat Pay's own codes as they stand, because its manual is by them. */
export function useProblemText(): (problem: string) => string {
  const t = useTranslations("admin.money.refunds.problems");
  return (problem) => {
    const key = problem as "closed";
    return t.has(key) ? t(key) : problem;
  };
}
