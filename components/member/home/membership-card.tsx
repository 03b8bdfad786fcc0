import { useFormatter, useTranslations } from "next-intl";
import { Seal } from "@/components/shell/logo";
import type { MembershipView } from "@/lib/membership/schema";

interface MembershipCardProps {
  /** The person's own name, or what stands for it. */
  name: string;
  membership: MembershipView;
  now: Date;
}

/** The plan, until when it is paid for, and what comes next. The page's heading. */
export function MembershipCard({ name, membership, now }: MembershipCardProps) {
  const t = useTranslations("member.card");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), "day");
  const { plan, monthlyCredits, nextGrantAt } = membership;
  const waiting = membership.terms.filter(({ startsAt }) => new Date(startsAt) > now);
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-raised">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="truncate text-base text-muted">{name}</p>
          <h1 className="font-semibold text-2xl">{t("membership", { plan })}</h1>
        </div>
        <Seal className="size-9" />
      </div>
      <div className="tabular flex flex-col gap-1">
        <Standing membership={membership} now={now} />
        {monthlyCredits > 0 ? (
          <p className="text-muted">
            {t("monthly", { credits: monthlyCredits })}
            {nextGrantAt ? ` · ${t("nextGrant", { date: day(nextGrantAt) })}` : null}
          </p>
        ) : null}
        {waiting.map((term) => (
          <p key={term.orderId} className="text-muted">
            {t("waiting", { plan: term.plan, from: day(term.startsAt), to: day(term.endsAt) })}
          </p>
        ))}
      </div>
    </section>
  );
}

function Standing({ membership, now }: Pick<MembershipCardProps, "membership" | "now">) {
  const t = useTranslations("member.card");
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), "day");
  const { plan, state, paidUntil, graceUntil, terms } = membership;
  const running = terms.find(({ startsAt }) => new Date(startsAt) <= now);
  if (state === "grace" && paidUntil && graceUntil)
    return <p className="text-warning">{t("grace", { until: day(paidUntil), grace: day(graceUntil) })}</p>;
  if (plan === "free") return <p className="text-muted">{t("free")}</p>;
  if (!running || !paidUntil) return <p>{t("given")}</p>;
  if (running.plan === plan) return <p>{t("until", { date: day(paidUntil) })}</p>;
  return (
    <>
      <p>{t("given")}</p>
      <p className="text-muted">{t("boughtUntil", { plan: running.plan, date: day(paidUntil) })}</p>
    </>
  );
}
