"use client";

import { useEffect, useState } from "react";
import { CheckoutDialog } from "./dialog/checkout-dialog";
import type { Shop, Want } from "./rules";

/**
 * The checkout of a page that somebody came back to: from signing in, or from WeChat Pay; null for who just came. It
 * opens once, and the address forgets it, so that a reload does not ask again. Afterwards the page says null, so only
 * what it said first counts.
 */
export function ResumedCheckout({ want, shop }: { want: Want | null; shop: Shop }) {
  const [wanted, setWanted] = useState(want);
  const isResumed = want !== null;
  useEffect(() => {
    if (isResumed) window.history.replaceState(null, "", shop.here);
  }, [isResumed, shop.here]);
  if (!wanted || shop.mode === "off" || shop.mode === "wechat") return null;
  return <CheckoutDialog want={wanted} way={shop.mode} shop={shop} onClose={() => setWanted(null)} />;
}
