import { useTranslations } from "next-intl";
import { FigureGrid } from "@/components/admin/charts/figure-grid";
import type { ValueFormat } from "@/components/admin/charts/format-value";
import { Figure } from "@/components/admin/kit/figure";
import { Section } from "@/components/admin/kit/section";
import type { OverviewView, RangeFigures as Sums } from "@/lib/stats/schema";
import { useFigureWords } from "./use-figure-words";

const generations = "/admin/generations";

/** The sums of the range, each beside what it was before; a press leads to the rows behind it. */
export function RangeFigures({ overview }: { overview: OverviewView }) {
  const t = useTranslations("admin.overview");
  const words = useFigureWords();
  const { figures } = overview;
  const figure = (
    name: Exclude<keyof Sums, "refunds" | "storedImages">,
    href: string,
    as?: ValueFormat,
    note?: string,
  ) => {
    const before = words.before(figures[name], as);
    return (
      <Figure
        label={t(`figures.${name}`)}
        value={words.write(figures[name].now, as)}
        detail={note ? `${note} · ${before}` : before}
        href={href}
      />
    );
  };
  const active = overview.range === "today" ? undefined : t("perDay");
  const plans = Object.entries(overview.creditsByPlan)
    .map(([plan, value]) => `${t(`plans.${planOf(plan)}`)} ${words.write(value)}`)
    .join(" · ");
  const costFen = Math.round(figures.costMicroYuan.now / 10_000);
  return (
    <>
      <Section title={t("users")}>
        <FigureGrid>
          {figure("newUsers", "/admin/users")}
          {figure("activeUsers", "/admin/stats", "number", active)}
          {figure("totalUsers", "/admin/users")}
          {figure("closedUsers", "/admin/users?status=deleted")}
        </FigureGrid>
      </Section>
      <Section title={t("generations")}>
        <FigureGrid>
          {figure("ended", generations)}
          {figure("succeeded", `${generations}?status=succeeded`)}
          {figure("partlySucceeded", `${generations}?status=partly_succeeded`)}
          {figure("failed", `${generations}?status=failed`)}
          {figure("cancelled", `${generations}?status=cancelled`)}
          <Figure
            label={t("figures.successRate")}
            value={words.share(overview.successRate)}
            detail={t("before", { value: words.share(overview.successRateBefore) })}
            href={`${generations}?status=failed`}
          />
          <Figure
            label={t("figures.medianMs")}
            value={words.duration(overview.medianMs)}
            detail={t("p95", { value: words.duration(overview.p95Ms) })}
            href={`${generations}?status=succeeded`}
          />
          {figure("delivered", generations)}
        </FigureGrid>
      </Section>
      <Section title={t("money")}>
        <FigureGrid>
          {figure("credits", "/admin/money/ledger?kind=settle", "number", plans)}
          {figure("revenueFen", "/admin/money/orders", "fen")}
          {figure("ordersPaid", "/admin/money/orders?status=fulfilled")}
          {figure(
            "refundsFen",
            "/admin/money/refunds",
            "fen",
            t("refundCount", { count: figures.refunds.now }),
          )}
          <Figure
            label={t("figures.costMicroYuan")}
            value={words.write(costFen, "fen")}
            detail={t("costNote")}
            href="/admin/vendors"
          />
          {figure(
            "storageBytes",
            "/admin/users",
            "bytes",
            t("imageCount", { count: figures.storedImages.now }),
          )}
        </FigureGrid>
      </Section>
    </>
  );
}

const planOf = (plan: string): "free" | "pro" | "enterprise" =>
  plan === "pro" || plan === "enterprise" ? plan : "free";
