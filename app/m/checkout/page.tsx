import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Checkout } from "@/components/member/shop/checkout";
import { CheckoutButton } from "@/components/member/shop/checkout-button";
import { requireMemberPage } from "@/lib/entry/member";
import { quoteMembership } from "@/lib/membership/read";
import { findProduct, listProducts } from "@/lib/orders/read";
import type { ProductView } from "@/lib/orders/schema";
import type { Ctx } from "@/lib/platform/context";
import { buyAction, checkOrderAction } from "../actions";
import { buyHref, Outside, type Search, single, visitor } from "../visit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.checkout");
  return { title: t("title") };
}

/** `?sku=` is what to buy. Every load of the page brings a key of its own, so that it makes one order at most. */
export default async function CheckoutPage({ searchParams }: { searchParams: Search }) {
  const sku = single((await searchParams).sku) ?? "";
  const from = `/m/checkout?sku=${encodeURIComponent(sku)}`;
  const ctx = await requireMemberPage(from);
  if (!ctx) return <Outside from={from} />;
  const { isInWechat, isShopOpen } = await visitor();
  if (!isShopOpen) redirect("/m/not-on-ios");
  const [product, { paymentsOpen }] = await Promise.all([findProduct(ctx, sku), listProducts({ ctx })]);
  if (!product) notFound();
  if (!isInWechat) redirect(buyHref(product, isInWechat));
  const { priceFen } = product;
  const order = { sku, priceFen, tradeType: "jsapi" as const, idempotencyKey: `m-${randomUUID()}` };
  const button = (
    <CheckoutButton
      isOpen={paymentsOpen}
      priceFen={priceFen}
      pay={buyAction.bind(null, order)}
      check={checkOrderAction}
    />
  );
  return <Checkout product={product} quote={await quoteOf(ctx, product)} button={button} />;
}

const quoteOf = async (ctx: Ctx, { plan, months, priceFen }: ProductView) =>
  plan && months ? quoteMembership({ ctx, input: { plan, months, priceFen } }) : null;
