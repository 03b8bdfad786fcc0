import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { DeliverySheet } from "@/components/admin/system/deliveries/delivery-sheet";
import { DeliveryTable } from "@/components/admin/system/deliveries/delivery-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { findDelivery, listAllDeliveries } from "@/lib/notifications/admin/deliveries";
import { deliveryChannels, deliveryStates, listAllDeliveriesInput } from "@/lib/notifications/schema";
import { sendDeliveryAgainAction } from "./actions";

const PATH = "/admin/system/deliveries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.deliveries");
  return { title: t("title") };
}

/** Everybody's mail, WeChat messages and webhooks. A filter that cannot be right is as good as none. */
export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.deliveries");
  const params = await searchParams;
  const input = filtersOf(listAllDeliveriesInput.shape, params, ["channel", "state", "user"]);
  const [open, cursor] = [oneOf(params, "open"), oneOf(params, "cursor")];
  const [{ items, nextCursor }, item] = await Promise.all([
    listAllDeliveries({ ctx, input: { ...input, cursor } }),
    open === undefined ? null : findDelivery({ ctx, input: { id: open } }),
  ]);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          {
            ...{ name: "channel", label: t("channel"), kind: "select", value: input.channel },
            options: deliveryChannels.map((value) => ({ value, label: t(`channels.${value}`) })),
          },
          {
            ...{ name: "state", label: t("state"), kind: "select", value: input.state },
            options: deliveryStates.map((value) => ({ value, label: t(`states.${value}`) })),
          },
          {
            ...{ name: "user", label: t("user"), kind: "text", value: input.user },
            placeholder: t("userHint"),
          },
        ]}
      />
      <DeliveryTable items={items} openId={open} hrefOf={(id) => hrefWith(PATH, params, { open: id })} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      {item ? (
        <DeliverySheet
          item={item}
          closeHref={hrefWith(PATH, params, { open: null })}
          canWrite={permissionsOf(ctx.actor).includes("WRITE_ADMIN")}
          sendAgain={sendDeliveryAgainAction}
        />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
