import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { MembershipView } from "@/lib/membership/schema";

/** The plan, until when it was paid, what it brings, and what waits behind it. */
export function MembershipCard({ membership }: { membership: MembershipView }) {
  const t = useTranslations("wechat.membership");
  const plans = useTranslations("shell.plans");
  const { plan, state } = membership;
  return (
    <Card>
      <CardHeader
        title={t("title")}
        actions={<Badge tone={plan === "free" ? "outline" : "strong"}>{plans(plan)}</Badge>}
        className="mb-2"
      />
      <Standing membership={membership} />
      <Button asChild className="mt-4">
        <Link href="/pricing">{t(state === "none" ? "see" : "renew")}</Link>
      </Button>
    </Card>
  );
}

function Standing({ membership }: { membership: MembershipView }) {
  const t = useTranslations("wechat.membership");
  const plans = useTranslations("shell.plans");
  const format = useFormatter();
  const day = (at: string | null) => (at === null ? "" : format.dateTime(new Date(at), "day"));
  const { plan, state, paidUntil, graceUntil, monthlyCredits, nextGrantAt, terms } = membership;
  if (state === "none")
    return <p className="text-muted">{plan === "free" ? t("free") : t("given", { plan: plans(plan) })}</p>;
  return (
    <div className="tabular flex flex-col gap-1">
      {state === "grace" ? (
        <p className="text-warning">{t("graceUntil", { until: day(paidUntil), grace: day(graceUntil) })}</p>
      ) : (
        <p>{t("until", { until: day(terms[0]?.endsAt ?? paidUntil) })}</p>
      )}
      {monthlyCredits > 0 ? (
        <p className="text-muted">
          {t("monthly", { count: monthlyCredits })}
          {nextGrantAt ? ` · ${t("next", { at: day(nextGrantAt) })}` : null}
        </p>
      ) : null}
      {terms.slice(1).map((term) => (
        <p key={term.orderId} className="text-muted">
          {t("waiting", { plan: plans(term.plan), from: day(term.startsAt), until: day(term.endsAt) })}
        </p>
      ))}
    </div>
  );
}
