import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RefundPage } from "@/components/member/orders/refund-page";
import { mayAskForRefund } from "@/components/member/rules";
import { requireMemberPage } from "@/lib/entry/member";
import { getOrder, getOwnRefundable } from "@/lib/orders/read";
import { orderIdInput } from "@/lib/orders/schema";
import { askForRefundAction } from "../../../actions";
import { Outside, orNull } from "../../../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.order.refund");
  return { title: t("ask") };
}

/** Every load of the page brings a key of its own, so that it makes one request at most. */
export default async function OrderRefundPage({ params }: { params: Promise<{ id: string }> }) {
  const input = orderIdInput.safeParse({ id: (await params).id });
  if (!input.success) notFound();
  const { id } = input.data;
  const from = `/m/orders/${id}/refund`;
  const ctx = await requireMemberPage(from);
  if (!ctx) return <Outside from={from} />;
  const order = await orNull(getOrder({ ctx, input: { id } }));
  if (!order) notFound();
  // Its page says why there is nothing to ask for.
  if (!mayAskForRefund(order)) redirect(`/m/orders/${id}`);
  const refundable = await getOwnRefundable({ ctx, input: { id } });
  return (
    <RefundPage
      order={order}
      refundable={refundable}
      ask={askForRefundAction}
      idempotencyKey={`m-${randomUUID()}`}
    />
  );
}
