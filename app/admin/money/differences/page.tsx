import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { BillTable } from "@/components/admin/money/differences/bill-table";
import { DifferenceTable } from "@/components/admin/money/differences/difference-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listDifferences, listTradeBills } from "@/lib/orders/admin/list";
import { listDifferencesInput } from "@/lib/orders/schema";
import { resolveDifferenceAction } from "./actions";
import { BillCheck } from "./bill-check";

const PATH = "/admin/money/differences";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.differences");
  return { title: t("title") };
}

/** Where WeChat Pay and we do not agree, and which days were compared. */
export default async function DifferencesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.differences");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const params = await searchParams;
  const id = listDifferencesInput.shape.id.safeParse(oneOf(params, "id")).data;
  const isResolved = oneOf(params, "state") === "resolved";
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, bills] = await Promise.all([
    listDifferences({ ctx, input: { id, state: isResolved ? "resolved" : "open", cursor } }),
    listTradeBills({ ctx }),
  ]);
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={<BillCheck ctx={ctx} canWrite={canWrite} />}
      />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          { name: "id", label: t("id"), kind: "text", value: id, placeholder: "dif_…" },
          {
            ...{ name: "state", label: t("state"), kind: "select" },
            value: isResolved ? "resolved" : undefined,
            options: [{ value: "resolved", label: t("isResolved") }],
          },
        ]}
      />
      <DifferenceTable items={items} resolve={canWrite ? resolveDifferenceAction : null} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      <Section title={t("bills")} description={t("billsDetail")}>
        <BillTable items={bills} />
      </Section>
    </Page>
  );
}
