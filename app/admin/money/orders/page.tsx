import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { ExportForm } from "@/components/admin/money/export-form";
import { OrderTable } from "@/components/admin/money/orders/order-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { requirePermissionPage } from "@/lib/entry/page";
import { listAllOrders } from "@/lib/orders/admin/list";
import { listAllOrdersInput, listedOrderStatuses } from "@/lib/orders/schema";
import { lastDays } from "@/lib/platform/http/export-days";
import { OrderRecord } from "../order-record";

const PATH = "/admin/money/orders";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.orders");
  return { title: t("title") };
}

/**
 * Everybody's orders, newest first, and one of them beside. Days are those of the payment with `status=paid`, which is
 * every order that was ever paid, and those of the order otherwise. A filter that cannot be right is as good as none.
 */
export default async function OrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.orders");
  const statusText = await getTranslations("admin.money.orderStatus");
  const params = await searchParams;
  const input = filtersOf(listAllOrdersInput.shape, params, ["status", "user", "number", "from", "to"]);
  const isPaid = input.status === "paid";
  const open = oneOf(params, "open");
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listAllOrders({ ctx, input: { ...input, cursor } });
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          {
            ...{ name: "status", label: t("status"), kind: "select", value: input.status },
            options: listedOrderStatuses.map((value) => ({
              value,
              label:
                value === "paid" ? t("everPaid") : value === "undelivered" ? t(value) : statusText(value),
            })),
          },
          { name: "user", label: t("user"), kind: "text", value: input.user, placeholder: t("userHint") },
          {
            ...{ name: "number", label: t("number"), kind: "text", value: input.number },
            placeholder: t("numberHint"),
          },
          { name: "from", label: isPaid ? t("paidFrom") : t("madeFrom"), kind: "date", value: input.from },
          { name: "to", label: isPaid ? t("paidTo") : t("madeTo"), kind: "date", value: input.to },
        ]}
      />
      <OrderTable items={items} openId={open} hrefOf={(id) => hrefWith(PATH, params, { open: id })} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      <Section title={t("export")}>
        <ExportForm what="orders" last={lastDays(ctx.now)} filters={input} />
      </Section>
      {open ? <OrderRecord ctx={ctx} id={open} closeHref={hrefWith(PATH, params, { open: null })} /> : null}
    </Page>
  );
}
