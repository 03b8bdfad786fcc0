import { useFormatter, useTranslations } from "next-intl";
import type { PaidPlan } from "@/lib/membership/rules";
import type { MembershipQuoteView } from "@/lib/membership/schema";
import { daysAndHours } from "../rules";

/** What buying a membership would do to the one that the person has. */
export function QuoteLines({ plan, quote }: { plan: PaidPlan; quote: MembershipQuoteView }) {
  const t = useTranslations("member.checkout");
  const format = useFormatter();
  const { kind, convertedMs, takesCredits } = quote;
  const from = format.dateTime(new Date(quote.startsAt), "day");
  const to = format.dateTime(new Date(quote.endsAt), "day");
  const effects = {
    start: () => t("start", { to }),
    extend: () => t("extend", { from, to }),
    queue: () => t("queue", { plan, from, to }),
    upgrade: () => t("upgrade", { to }),
  };
  return (
    <>
      <p className="tabular">{effects[kind]()}</p>
      {convertedMs > 0 ? <p className="tabular">{t("converted", daysAndHours(convertedMs))}</p> : null}
      {takesCredits > 0 ? <p className="tabular">{t("takes", { count: takesCredits })}</p> : null}
      <p className="text-base text-muted">{t("asOfNow")}</p>
    </>
  );
}
