import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { ExportForm } from "@/components/admin/money/export-form";
import { RefundTable } from "@/components/admin/money/refunds/refund-table";
import { listAllRefunds } from "@/lib/orders/admin/refunds";
import { listAllRefundsInput, refundStatuses } from "@/lib/orders/schema";
import type { Ctx } from "@/lib/platform/context";
import { lastDays } from "@/lib/platform/http/export-days";

interface AllRefundsProps {
  ctx: Ctx;
  path: string;
  params: SearchParams;
}

/** Every refund with its filters. Days are those of the arrival with `status=succeeded`, those of the decision otherwise. */
export async function AllRefunds({ ctx, path, params }: AllRefundsProps) {
  const t = await getTranslations("admin.money.refunds");
  const stateText = await getTranslations("admin.money.refundState");
  const input = filtersOf(listAllRefundsInput.shape, params, ["status", "from", "to"]);
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listAllRefunds({ ctx, input: { ...input, cursor } });
  const hasArrived = input.status === "succeeded";
  return (
    <>
      <FilterBar
        action={path}
        resetHref={`${path}?view=all`}
        hidden={{ view: "all" }}
        fields={[
          {
            ...{ name: "status", label: t("state"), kind: "select", value: input.status },
            options: refundStatuses.map((value) => ({ value, label: stateText(value) })),
          },
          {
            ...{ name: "from", kind: "date", value: input.from },
            label: hasArrived ? t("arrivedFrom") : t("decidedFrom"),
          },
          {
            ...{ name: "to", kind: "date", value: input.to },
            label: hasArrived ? t("arrivedTo") : t("decidedTo"),
          },
        ]}
      />
      <RefundTable
        items={items}
        openId={oneOf(params, "open")}
        hrefOf={(id) => hrefWith(path, params, { open: id })}
      />
      <CursorLinks path={path} params={params} nextCursor={nextCursor} />
      <Section title={t("export")}>
        <ExportForm what="refunds" last={lastDays(ctx.now)} filters={input} />
      </Section>
    </>
  );
}
