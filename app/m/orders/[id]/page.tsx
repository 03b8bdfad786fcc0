import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderPage } from "@/components/member/orders/order-page";
import { OrderPayment } from "@/components/member/orders/order-payment";
import { OrderPoller } from "@/components/member/pay/order-poller";
import { isMoving, phaseOf } from "@/components/member/rules";
import { requireMemberPage } from "@/lib/entry/member";
import { findProduct, getOrder } from "@/lib/orders/read";
import { orderIdInput } from "@/lib/orders/schema";
import { checkOrderAction, closeOrderAction, payOrderAction } from "../../actions";
import { buyHref, Outside, orNull, type Search, single, visitor } from "../../visit";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Search;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.order");
  return { title: t("pageTitle") };
}

/** An order, and with `?paying=1` the result of the payment that the person comes back from. */
export default async function OrderDetailPage({ params, searchParams }: Props) {
  const input = orderIdInput.safeParse({ id: (await params).id });
  if (!input.success) notFound();
  const { id } = input.data;
  const isReturning = single((await searchParams).paying) === "1";
  const from = `/m/orders/${id}${isReturning ? "?paying=1" : ""}`;
  const ctx = await requireMemberPage(from);
  if (!ctx) return <Outside from={from} />;
  const [order, visit, t] = await Promise.all([
    orNull(getOrder({ ctx, input: { id } })),
    visitor(),
    getTranslations("member.order"),
  ]);
  if (!order) notFound();
  const { isInWechat, isShopOpen } = visit;
  const phase = phaseOf(order, { isReturning, now: ctx.now });
  const product = isShopOpen ? await findProduct(ctx, order.product.sku) : null;
  const texts = { asking: t("asking"), later: t("later"), again: t("again"), order: t("seeOrder") };
  const check = checkOrderAction.bind(null, { id });
  return (
    <OrderPage
      order={order}
      phase={phase}
      isShopOpen={isShopOpen}
      buyAgainHref={product ? buyHref(product, isInWechat) : null}
      poller={
        isMoving(phase) || phase === "unpaid" ? (
          <OrderPoller
            check={check}
            status={order.status}
            // Somebody may have paid a moment ago and come by another way than the payment sheet's.
            texts={isMoving(phase) ? texts : null}
            href={`/m/orders/${id}`}
          />
        ) : null
      }
      payment={
        phase === "unpaid" ? (
          <OrderPayment
            order={order}
            pay={payOrderAction.bind(null, { id })}
            check={checkOrderAction}
            cancel={closeOrderAction.bind(null, { id })}
            isInWechat={isInWechat}
            isShopOpen={isShopOpen}
          />
        ) : null
      }
    />
  );
}
