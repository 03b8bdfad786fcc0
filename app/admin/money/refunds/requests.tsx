import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { RequestTable } from "@/components/admin/money/refunds/request-table";
import { UnderWayTable } from "@/components/admin/money/refunds/under-way-table";
import { listOpenRefunds, listRefundRequests } from "@/lib/orders/admin/list";
import { listRefundRequestsInput, refundRequestStates } from "@/lib/orders/schema";
import type { Ctx } from "@/lib/platform/context";

interface RequestsProps {
  ctx: Ctx;
  path: string;
  params: SearchParams;
}

/** Requests for refunds, newest first, and the refunds whose money is on its way. */
export async function Requests({ ctx, path, params }: RequestsProps) {
  const t = await getTranslations("admin.money.refunds");
  const stateText = await getTranslations("admin.money.refundState");
  const state = listRefundRequestsInput.shape.state.safeParse(oneOf(params, "state")).data;
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, underWay] = await Promise.all([
    listRefundRequests({ ctx, input: { state, cursor } }),
    listOpenRefunds({ ctx }),
  ]);
  const hrefOf = (id: string) => hrefWith(path, params, { open: id });
  return (
    <>
      <FilterBar
        action={path}
        resetHref={path}
        fields={[
          {
            ...{ name: "state", label: t("state"), kind: "select", value: state },
            options: refundRequestStates.map((value) => ({ value, label: stateText(value) })),
          },
        ]}
      />
      <RequestTable items={items} openId={oneOf(params, "open")} hrefOf={hrefOf} />
      <CursorLinks path={path} params={params} nextCursor={nextCursor} />
      <Section title={t("underWay")} description={t("underWayDetail")}>
        <UnderWayTable items={underWay} hrefOf={hrefOf} />
      </Section>
    </>
  );
}
