"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatFen } from "@/components/shell/money";
import { Button, type ButtonProps } from "@/components/ui/form/button";
import type { ProductView } from "@/lib/orders/schema";
import { CheckoutDialog } from "./dialog/checkout-dialog";
import { type BuyAction, type Shop, signInToBuy, type Want } from "./rules";
import { useProductName } from "./use-product-name";

interface BuyButtonProps extends Pick<ButtonProps, "variant" | "size" | "className"> {
  product: ProductView;
  shop: Shop;
  /** What buying it is called for this person. */
  action: BuyAction;
}

/** Opens the checkout of one product; a visitor signs in first and comes back. Nothing where nothing is sold. */
export function BuyButton({ product, shop, action, ...look }: BuyButtonProps) {
  const t = useTranslations("checkout");
  const nameOf = useProductName();
  const [want, setWant] = useState<Want | null>(null);
  const { mode } = shop;
  if (mode === "off" || mode === "wechat") return null;
  const words = t(action === "buy" ? "buy" : `actions.${action}`);
  const name = t("buyNamed", { product: nameOf(product), price: formatFen(product.priceFen) });
  if (!shop.isSignedIn)
    return (
      <Button asChild {...look}>
        <Link href={signInToBuy(shop.here, product.sku)} aria-label={`${words} · ${name}`}>
          {words}
        </Link>
      </Button>
    );
  return (
    <>
      <Button
        {...look}
        aria-label={`${words} · ${name}`}
        onClick={() => setWant({ kind: "product", product, asksFirst: mode === "h5" })}
      >
        {words}
      </Button>
      {want ? <CheckoutDialog want={want} way={mode} shop={shop} onClose={() => setWant(null)} /> : null}
    </>
  );
}
