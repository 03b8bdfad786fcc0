"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { isPaid, isPayable } from "@/lib/orders/rules";
import type { OrderView } from "@/lib/orders/schema";
import type { Shop, Want, Way } from "../rules";
import { Review, Waiting } from "./paying";
import { Problem } from "./problem";
import { Confirming, Ended, Paid, Returned } from "./results";
import { type Checkout, useCheckout } from "./use-checkout";

const DOUBLE_PRESS_MS = 500;

interface CheckoutDialogProps {
  want: Want;
  way: Way;
  shop: Shop;
  onClose: () => void;
}

/** The window in which an order is paid. It is mounted when it opens and forgotten when it closes. */
export function CheckoutDialog({ want, way, shop, onClose }: CheckoutDialogProps) {
  const t = useTranslations("checkout");
  const router = useRouter();
  const checkout = useCheckout({ want, way, here: shop.here });
  const { order, stage, cancel } = checkout;
  const [openedAtMs] = useState(() => performance.now());
  const isOpen = order !== undefined && isPayable(order.status);
  const leave = () => {
    onClose();
    if (!isOpen || cancel.isSuccess) return;
    const seeOrders = { label: t("seeOrders"), onSelect: () => router.push("/credits#orders") };
    toast({ title: t("kept"), detail: t("keptDetail"), action: seeOrders });
  };
  const giveUp = () =>
    cancel.mutate(order?.id ?? "", {
      onSuccess: (ended: OrderView) => {
        if (isPaid(ended.status)) return;
        onClose();
        toast({ title: t("cancelled"), detail: t("cancelledDetail") });
      },
      onError: () => toast({ title: t("cancelFailed"), tone: "danger" }),
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        // The second press of a double one falls beside the window and must not close it.
        if (!open && performance.now() - openedAtMs > DOUBLE_PRESS_MS) leave();
      }}
      title={t("title")}
      footer={
        isOpen && stage !== "confirming" ? (
          <Button variant="ghost" loading={cancel.isPending} onClick={giveUp}>
            {t("cancel")}
          </Button>
        ) : undefined
      }
    >
      <Stage checkout={checkout} shop={shop} onClose={onClose} />
    </Dialog>
  );
}

interface StageProps {
  checkout: Checkout;
  shop: Shop;
  onClose: () => void;
}

function Stage({ checkout, shop, onClose }: StageProps) {
  const { order, stage, cancel } = checkout;
  switch (stage) {
    case "review":
      return <Review checkout={checkout} />;
    case "ordering":
    case "waiting":
      return <Waiting checkout={checkout} phoneUrl={shop.phoneUrl} />;
    case "returned":
      return <Returned checkout={checkout} />;
    case "confirming":
      return <Confirming checkout={checkout} />;
    case "paid":
      return order ? <Paid order={order} anyway={cancel.isSuccess} onClose={onClose} /> : null;
    case "ended":
      return order ? <Ended order={order} checkout={checkout} /> : null;
    case "problem":
      return <Problem checkout={checkout} here={shop.here} onClose={onClose} />;
  }
}
