import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { ExportForm } from "@/components/admin/money/export-form";
import { RequestTable } from "@/components/admin/money/refunds/request-table";
import { UnderWayTable } from "@/components/admin/money/refunds/under-way-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { requirePermissionPage } from "@/lib/entry/page";
import { listOpenRefunds, listRefundRequests } from "@/lib/orders/admin/list";
import { listRefundRequestsInput, refundRequestStates } from "@/lib/orders/schema";
import { lastDays } from "@/lib/platform/http/export-days";
import { OrderRecord } from "../order-record";

const PATH = "/admin/money/refunds";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.refunds");
  return { title: t("title") };
}

/** Requests for refunds, newest first; each leads to its order, where it is decided and followed. */
export default async function RefundsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.refunds");
  const stateText = await getTranslations("admin.money.refundState");
  const params = await searchParams;
  const state = listRefundRequestsInput.shape.state.safeParse(oneOf(params, "state")).data;
  const open = oneOf(params, "open");
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, underWay] = await Promise.all([
    listRefundRequests({ ctx, input: { state, cursor } }),
    listOpenRefunds({ ctx }),
  ]);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          {
            ...{ name: "state", label: t("state"), kind: "select", value: state },
            options: refundRequestStates.map((value) => ({ value, label: stateText(value) })),
          },
        ]}
      />
      <RequestTable items={items} openId={open} hrefOf={(id) => hrefWith(PATH, params, { open: id })} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      <Section title={t("underWay")} description={t("underWayDetail")}>
        <UnderWayTable items={underWay} hrefOf={(id) => hrefWith(PATH, params, { open: id })} />
      </Section>
      <Section title={t("export")}>
        <ExportForm what="refunds" {...lastDays(ctx.now)} />
      </Section>
      {open ? <OrderRecord ctx={ctx} id={open} closeHref={hrefWith(PATH, params, { open: null })} /> : null}
    </Page>
  );
}
