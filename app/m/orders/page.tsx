import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderList } from "@/components/member/orders/order-list";
import { EmptyNote } from "@/components/member/page/empty-note";
import { MemberPage } from "@/components/member/page/member-page";
import { PageLinks } from "@/components/member/page/page-links";
import { requireMemberPage } from "@/lib/entry/member";
import { listOrders } from "@/lib/orders/read";
import { Outside, orNull, type Search, single, visitor } from "../visit";

const PAGE_SIZE = 15;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.orders");
  return { title: t("title") };
}

export default async function OrdersPage({ searchParams }: { searchParams: Search }) {
  const cursor = single((await searchParams).cursor);
  const ctx = await requireMemberPage("/m/orders");
  if (!ctx) return <Outside from="/m/orders" />;
  const [t, { isShopOpen }, page] = await Promise.all([
    getTranslations("member.orders"),
    visitor(),
    orNull(listOrders({ ctx, input: { cursor, limit: PAGE_SIZE } })),
  ]);
  if (!page) notFound();
  const { items, nextCursor } = page;
  return (
    <MemberPage title={t("title")}>
      {items.length > 0 ? (
        <OrderList orders={items} isShopOpen={isShopOpen} now={ctx.now} />
      ) : (
        <EmptyNote title={t("empty")} detail={t("emptyDetail")} />
      )}
      <PageLinks path="/m/orders" cursor={cursor} next={nextCursor} newest={t("newest")} older={t("older")} />
    </MemberPage>
  );
}
