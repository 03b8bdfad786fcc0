import { useFormatter, useTranslations } from "next-intl";
import type { BalanceView } from "@/lib/credits/schema";
import { businessDay } from "@/lib/platform/time";
import { nextExpiry } from "../rules";

/** What can be spent, and what of it expires first. */
export function CreditsCard({ balance }: { balance: BalanceView }) {
  const t = useTranslations("member.credits");
  const format = useFormatter();
  const next = nextExpiry(balance.byExpiry, businessDay);
  return (
    <section className="rounded-lg border border-line bg-surface p-5">
      <h2 className="text-muted">{t("title")}</h2>
      <p className="tabular break-words font-semibold text-3xl">{format.number(balance.available)}</p>
      <p className="tabular mt-1 text-base text-muted">
        {next ? t("expires", { amount: next.amount, date: format.dateTime(next.at, "day") }) : t("noExpiry")}
      </p>
      {balance.reserved > 0 ? (
        <p className="tabular text-base text-muted">{t("held", { count: balance.reserved })}</p>
      ) : null}
    </section>
  );
}
