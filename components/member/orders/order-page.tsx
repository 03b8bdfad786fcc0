import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OrderView } from "@/lib/orders/schema";
import type { NoteIconName } from "../page/icons";
import { buttonLooks } from "../page/looks";
import { NotePage } from "../page/note-page";
import type { OrderPhase } from "../rules";
import { OrderFacts } from "./order-facts";

interface OrderPageProps {
  order: OrderView;
  phase: OrderPhase;
  isShopOpen: boolean;
  /** Where the same is bought again; null where it cannot be. */
  buyAgainHref: string | null;
  /** Asks our server while the order may still change. */
  poller: ReactNode;
  /** The ways on from an order that can be paid. */
  payment: ReactNode;
}

const icons: Record<OrderPhase, NoteIconName> = {
  unpaid: "waiting",
  confirming: "waiting",
  delivering: "waiting",
  done: "done",
  partlyRefunded: "info",
  refunded: "info",
  closed: "info",
  expired: "info",
};

/** An order, and the result of paying it: never more than our server has confirmed. */
export function OrderPage({ order, phase, isShopOpen, buyAgainHref, poller, payment }: OrderPageProps) {
  const t = useTranslations("member.order");
  const format = useFormatter();
  const { kind } = order.product;
  const details: Record<OrderPhase, () => string> = {
    unpaid: () => t("detail.unpaid", { time: format.dateTime(new Date(order.expiresAt), "time") }),
    confirming: () => t("detail.confirming"),
    delivering: () => t("detail.delivering"),
    done: () => t("detail.done", { kind }),
    partlyRefunded: () => t("detail.partlyRefunded"),
    refunded: () => t("detail.refunded"),
    closed: () => t("detail.closed"),
    expired: () => t("detail.expired"),
  };
  return (
    <NotePage
      icon={icons[phase]}
      title={phase === "done" ? t("title.done", { kind }) : t(`title.${phase}`)}
      detail={phase === "unpaid" && !isShopOpen ? null : details[phase]()}
      actions={payment ?? <WayOn phase={phase} buyAgainHref={buyAgainHref} />}
    >
      {poller}
      <OrderFacts order={order} isShopOpen={isShopOpen} />
    </NotePage>
  );
}

function WayOn({ phase, buyAgainHref }: Pick<OrderPageProps, "phase" | "buyAgainHref">) {
  const t = useTranslations("member.order");
  if ((phase === "closed" || phase === "expired") && buyAgainHref)
    return (
      <a href={buyAgainHref} className={buttonLooks.primary}>
        {t("buyAgain")}
      </a>
    );
  return (
    <a href="/m" className={phase === "done" ? buttonLooks.primary : buttonLooks.plain}>
      {t("home")}
    </a>
  );
}
