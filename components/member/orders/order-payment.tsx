import { useTranslations } from "next-intl";
import type { OrderView } from "@/lib/orders/schema";
import type { ActionButtonProps } from "../action/action-button";
import type { PayButtonProps } from "../pay/pay-button";
import { CheckoutButton } from "../shop/checkout-button";
import { CancelOrder } from "./cancel-order";

interface OrderPaymentProps extends Pick<PayButtonProps, "pay" | "check"> {
  order: OrderView;
  cancel: ActionButtonProps["act"];
  isInWechat: boolean;
  /** False where nothing may be sold: the order can only be given up. */
  isShopOpen: boolean;
}

/** The ways on from an order that can be paid. */
export function OrderPayment({ order, pay, check, cancel, isInWechat, isShopOpen }: OrderPaymentProps) {
  const t = useTranslations("member.order");
  const isOurs = order.tradeType === "jsapi";
  return (
    <div className="flex flex-col gap-2">
      {isShopOpen && isOurs && isInWechat ? (
        <CheckoutButton isOpen priceFen={order.amountFen} pay={pay} check={check} />
      ) : null}
      {isShopOpen && !(isOurs && isInWechat) ? (
        <p className="text-center text-base text-muted">{isOurs ? t("openInWechat") : t("elsewhere")}</p>
      ) : null}
      <CancelOrder act={cancel} />
    </div>
  );
}
