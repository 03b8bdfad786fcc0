"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { OrderView, PaymentView } from "@/lib/orders/schema";
import type { Answer, Refusals } from "../action/action-button";
import { buttonLooks } from "../page/looks";
import { invokePay } from "./invoke-pay";

export interface PayTexts {
  /** What the button says. */
  pay: string;
  preparing: string;
  /** While WeChat's sheet is open. */
  waiting: string;
  cancelled: string;
  /** WeChat gave no clear answer, and our server has no payment yet. */
  unsure: string;
  noBridge: string;
  seeOrder: string;
  refusals: Refusals;
}

export interface PayButtonProps {
  /** A server action with the order bound: makes it ready, the same one however often it is asked. */
  pay: () => Promise<Answer<Pick<PaymentView, "order" | "jsapi">>>;
  /** A server action: how an order stands, with a question to WeChat Pay where one is due. */
  check: (input: { id: string }) => Promise<Answer<Pick<OrderView, "status">>>;
  texts: PayTexts;
}

interface Stage {
  is: "idle" | "preparing" | "waiting";
  /** What came of the last try. */
  problem?: string;
  orderId?: string;
}

/** Out of the way, so that back does not lead to a page that would order once more. */
const leaveFor = (orderId: string) => location.replace(`/m/orders/${orderId}?paying=1`);

/** Whether an order has gone on since it was made ready; false as well when that cannot be learnt now. */
async function isPast(check: PayButtonProps["check"], order: OrderView): Promise<boolean> {
  const answer = await check({ id: order.id }).catch(() => null);
  return answer?.ok === true && answer.value.status !== order.status;
}

/** Orders, opens WeChat's payment sheet, and goes to the result. One order, however often it is pressed. */
export function PayButton({ pay, check, texts }: PayButtonProps) {
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ is: "idle" });
  const [isReading, readAnew] = useTransition();
  async function run() {
    setStage({ is: "preparing" });
    const answer = await pay().catch(() => null);
    if (!answer?.ok) {
      const { refusals } = texts;
      const problem = answer ? (refusals[answer.code] ?? refusals.other) : refusals.offline;
      // The page comes again with the new price, and with an order of its own for the next press.
      if (answer?.code === "price_changed") readAnew(() => router.refresh());
      return setStage({ is: "idle", problem });
    }
    const { order, jsapi } = answer.value;
    if (!jsapi) return leaveFor(order.id);
    setStage({ is: "waiting", orderId: order.id });
    const outcome = await invokePay(jsapi);
    if (outcome === "ok") return leaveFor(order.id);
    if (outcome === "fail" && (await isPast(check, order))) return leaveFor(order.id);
    const problems = { cancel: texts.cancelled, fail: texts.unsure, no_bridge: texts.noBridge };
    setStage({ is: "idle", problem: problems[outcome], orderId: order.id });
  }
  const isBusy = stage.is !== "idle" || isReading;
  const words = { idle: texts.pay, preparing: texts.preparing, waiting: texts.waiting };
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className={stage.problem ? "text-center text-warning" : "sr-only"}>
        {stage.problem}
      </p>
      {stage.orderId ? (
        <a
          href={`/m/orders/${stage.orderId}`}
          className="flex min-h-11 items-center justify-center underline"
        >
          {texts.seeOrder}
        </a>
      ) : null}
      <button
        type="button"
        className={`${buttonLooks.primary} tabular`}
        onClick={() => void (isBusy || run())}
        aria-disabled={isBusy}
        aria-busy={isBusy}
      >
        {isBusy ? (
          <span
            aria-hidden
            className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-t-transparent"
          />
        ) : null}
        {words[isReading ? "preparing" : stage.is]}
      </button>
    </div>
  );
}
