import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Breakdowns } from "@/components/admin/stats/breakdowns";
import { Finder } from "@/components/admin/stats/finder";
import { RangeLinks } from "@/components/admin/stats/range-links";
import { RequestCharts } from "@/components/admin/stats/request-charts";
import { Totals } from "@/components/admin/stats/totals";
import { Page, PageHeader } from "@/components/shell/page-header";
import { requirePermissionPage } from "@/lib/entry/page";
import { listRequests } from "@/lib/stats/requests/find";
import { getRequestStats, listRequestRoutes } from "@/lib/stats/requests/read";
import { findRequestsInput, getRequestStatsInput, requestClients, statusClasses } from "@/lib/stats/schema";

const PATH = "/admin/stats";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.stats");
  return { title: t("title") };
}

/** A filter that cannot be right is as good as none. */
function filtersOf(params: SearchParams) {
  const shape = getRequestStatsInput.shape;
  const found = findRequestsInput.shape;
  return {
    range: shape.range.safeParse(oneOf(params, "range")).data ?? "today",
    filters: {
      route: shape.route.safeParse(oneOf(params, "route")).data,
      client: shape.client.safeParse(oneOf(params, "client")).data,
      status: shape.status.safeParse(oneOf(params, "status")).data,
    },
    wanted: {
      requestId: found.requestId.safeParse(oneOf(params, "request")).data,
      userId: found.userId.safeParse(oneOf(params, "user")).data,
      day: found.day.safeParse(oneOf(params, "day")).data,
      cursor: oneOf(params, "cursor"),
    },
    openId: found.requestId.safeParse(oneOf(params, "open")).data,
  };
}

/** Requests by route, client and status with their durations and errors, and the finder of single ones. */
export default async function StatsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.stats");
  const params = await searchParams;
  const { range, filters, wanted, openId } = filtersOf(params);
  const [stats, routes, page, open] = await Promise.all([
    getRequestStats({ ctx, input: { range, ...filters } }),
    listRequestRoutes({ ctx }),
    listRequests({ ctx, input: { ...filters, ...wanted } }),
    openId === undefined ? null : listRequests({ ctx, input: { requestId: openId } }),
  ]);
  const hrefOf = (changes: Record<string, string | null>) =>
    hrefWith(PATH, params, { cursor: null, open: null, ...changes });
  const option = (value: string) => ({ value, label: value });
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={<RangeLinks range={range} hrefOf={(one) => hrefOf({ range: one })} />}
      />
      <FilterBar
        action={PATH}
        resetHref={hrefOf({ route: null, client: null, status: null })}
        hidden={{ range }}
        fields={[
          {
            name: "route",
            label: t("columns.route"),
            kind: "select",
            value: filters.route,
            options: routes.map(option),
          },
          {
            name: "client",
            label: t("columns.client"),
            kind: "select",
            value: filters.client,
            options: requestClients.map((value) => ({ value, label: t(`clients.${value}`) })),
          },
          {
            name: "status",
            label: t("columns.status"),
            kind: "select",
            value: filters.status,
            options: statusClasses.map(option),
          },
        ]}
      />
      <Totals total={stats.total} hrefOf={(status) => hrefOf({ status })} />
      <RequestCharts points={stats.points} />
      <Breakdowns stats={stats} hrefOf={hrefOf} />
      <Finder path={PATH} params={params} page={page} open={open?.items[0] ?? null} />
    </Page>
  );
}
