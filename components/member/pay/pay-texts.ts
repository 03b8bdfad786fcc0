import { useTranslations } from "next-intl";
import { yuan } from "../rules";
import type { PayTexts } from "./pay-button";

const codes = [
  "price_changed",
  "product_gone",
  "too_many_open_orders",
  "wechat_needed",
  "ios_purchase_off",
  "order_not_payable",
  "payment_refused",
  "rate_limited",
  "unauthenticated",
  "payment_unavailable",
  "payments_off",
] as const;

/** The words of the pay button, put together on the server. */
export function usePayTexts(priceFen: number): PayTexts {
  const t = useTranslations("member.pay");
  return {
    pay: t("button", { price: yuan(priceFen) }),
    preparing: t("preparing"),
    waiting: t("waiting"),
    cancelled: t("cancelled"),
    unsure: t("unsure"),
    noBridge: t("noBridge"),
    seeOrder: t("seeOrder"),
    refusals: {
      ...Object.fromEntries(codes.map((code) => [code, t(`refusals.${code}`)])),
      other: t("refusals.other"),
      offline: t("refusals.offline"),
    },
  };
}
