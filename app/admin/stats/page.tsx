import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Breakdowns } from "@/components/admin/stats/breakdowns";
import { DayLinks } from "@/components/admin/stats/day-links";
import { Finder } from "@/components/admin/stats/finder";
import { RangeLinks } from "@/components/admin/stats/range-links";
import { RequestCharts } from "@/components/admin/stats/request-charts";
import { Totals } from "@/components/admin/stats/totals";
import { Page, PageHeader } from "@/components/shell/page-header";
import { requirePermissionPage } from "@/lib/entry/page";
import { businessDay } from "@/lib/platform/time";
import { findAnything } from "@/lib/stats/finder/find";
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
    day: shape.day.safeParse(oneOf(params, "day")).data,
    filters: {
      route: shape.route.safeParse(oneOf(params, "route")).data,
      client: shape.client.safeParse(oneOf(params, "client")).data,
      status: shape.status.safeParse(oneOf(params, "status")).data,
      code: shape.code.safeParse(oneOf(params, "code")).data,
    },
    wanted: {
      requestId: found.requestId.safeParse(oneOf(params, "request")).data,
      userId: found.userId.safeParse(oneOf(params, "user")).data,
      cursor: oneOf(params, "cursor"),
    },
    openId: found.requestId.safeParse(oneOf(params, "open")).data,
  };
}

/** What a filter offers; what it is set to is among it, also where nothing of these days had it. */
const among = (known: readonly string[], chosen: string | undefined) =>
  [...new Set([...known, ...(chosen ? [chosen] : [])])].map((value) => ({ value, label: value }));

/** Requests of a range or a day by route, client and status, with durations and errors, and the finder of single ones. */
export default async function StatsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.stats");
  const params = await searchParams;
  const { range, day, filters, wanted, openId } = filtersOf(params);
  const [stats, routes, page, open, did] = await Promise.all([
    getRequestStats({ ctx, input: { range, day, ...filters } }),
    listRequestRoutes({ ctx }),
    listRequests({ ctx, input: { day, ...filters, ...wanted } }),
    openId === undefined ? null : listRequests({ ctx, input: { requestId: openId } }),
    openId === undefined ? [] : findAnything({ ctx, input: { q: openId } }),
  ]);
  const hrefOf = (changes: Record<string, string | null>) =>
    hrefWith(PATH, params, { cursor: null, open: null, ...changes });
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={
          <>
            {stats.day ? (
              <DayLinks day={stats.day} today={businessDay(ctx.now)} hrefOf={(one) => hrefOf({ day: one })} />
            ) : null}
            <RangeLinks range={day ? null : range} hrefOf={(one) => hrefOf({ range: one, day: null })} />
          </>
        }
      />
      <FilterBar
        action={PATH}
        resetHref={hrefOf({ day: null, route: null, client: null, status: null, code: null })}
        hidden={{ range }}
        fields={[
          { name: "day", label: t("day"), kind: "date", value: day },
          {
            name: "route",
            label: t("columns.route"),
            kind: "select",
            value: filters.route,
            options: among(routes, filters.route),
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
            options: among(statusClasses, filters.status),
          },
          {
            name: "code",
            label: t("columns.code"),
            kind: "text",
            value: filters.code,
            placeholder: "not_found",
          },
        ]}
      />
      <Totals total={stats.total} hrefOf={(status) => hrefOf({ status })} />
      <RequestCharts points={stats.points} />
      <Breakdowns stats={stats} hrefOf={hrefOf} />
      <Finder
        path={PATH}
        params={params}
        page={page}
        open={open?.items[0] ?? null}
        didMore={did.length > 1}
      />
    </Page>
  );
}
