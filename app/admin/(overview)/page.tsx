import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { AlertList } from "@/components/admin/overview/alert-list";
import { LiveFigures } from "@/components/admin/overview/live-figures";
import { ModelsTable } from "@/components/admin/overview/models-table";
import { RangeFigures } from "@/components/admin/overview/range-figures";
import { Trends } from "@/components/admin/overview/trends";
import { VendorsTable } from "@/components/admin/overview/vendors-table";
import { RangeLinks } from "@/components/admin/stats/range-links";
import { Page, PageHeader } from "@/components/shell/page-header";
import { listModelNames } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import { getOverview } from "@/lib/stats/figures/read";
import { getOverviewInput } from "@/lib/stats/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.overview");
  return { title: t("title") };
}

/** What happens now and how it went: alerts, figures with the rows behind them, trends, models and vendors. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const [t, format] = await Promise.all([getTranslations("admin.overview"), getFormatter()]);
  const range = getOverviewInput.shape.range.safeParse(oneOf(await searchParams, "range")).data ?? "7d";
  const overview = await getOverview({ ctx, input: { range } });
  const { updatedAt } = overview;
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={
          updatedAt === null
            ? t("neverUpdated")
            : t("updated", { at: format.dateTime(new Date(updatedAt), "second") })
        }
        actions={<RangeLinks range={range} hrefOf={(one) => `/admin?range=${one}`} />}
      />
      <AlertList alerts={overview.alerts} today={overview.lastDay} />
      <LiveFigures live={overview.live} />
      <RangeFigures overview={overview} />
      <Trends days={overview.days} />
      <ModelsTable overview={overview} names={listModelNames({ ctx })} />
      <VendorsTable vendors={overview.vendors} />
    </Page>
  );
}
