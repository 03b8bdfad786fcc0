import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { ViewLinks } from "@/components/admin/nav/view-links";
import { Page, PageHeader } from "@/components/shell/page-header";
import { requirePermissionPage } from "@/lib/entry/page";
import { OrderRecord } from "../order-record";
import { AllRefunds } from "./all-refunds";
import { Requests } from "./requests";

const PATH = "/admin/money/refunds";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.refunds");
  return { title: t("title") };
}

/** Requests for refunds, or every refund; each leads to its order, where it is decided and followed. */
export default async function RefundsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.refunds");
  const params = await searchParams;
  const isAll = oneOf(params, "view") === "all";
  const open = oneOf(params, "open");
  const View = isAll ? AllRefunds : Requests;
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={isAll ? t("allDetail") : t("detail")} />
      <ViewLinks
        label={t("views")}
        views={[
          { href: PATH, label: t("viewRequests"), isHere: !isAll },
          { href: `${PATH}?view=all`, label: t("viewAll"), isHere: isAll },
        ]}
      />
      <View ctx={ctx} path={PATH} params={params} />
      {open ? <OrderRecord ctx={ctx} id={open} closeHref={hrefWith(PATH, params, { open: null })} /> : null}
    </Page>
  );
}
