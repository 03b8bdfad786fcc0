"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Submission } from "@/components/shell/forms/submission";
import { closeOrder, payOrder } from "@/lib/orders/client";
import type { OrderView, ProductView } from "@/lib/orders/schema";
import { h5Address, leftMs, type Shop, stageOf, type Want, type Way } from "../rules";
import { type NewOrder, takeOrder } from "./take-order";
import { useAfterPayment } from "./use-after-payment";
import { useOrder } from "./use-order";

/** An order to be taken, or one that is there already and wants to be paid. */
type Job = NewOrder | { id: string };

const asJob = (want: Want): Job => (want.kind === "order" ? { id: want.id } : want);

/** One purchase from the press of a button to what the server knows of its end. */
export function useCheckout({ want, way, here }: { want: Want; way: Way; here: Shop["here"] }) {
  const [job, setJob] = useState<Job>(() => asJob(want));
  const watch = useOrder(want.kind === "order" ? want.id : null);
  const [payment, setPayment] = useState<{ codeUrl: string | null; endsAtMs: number | null } | null>(null);
  const [isAway, setAway] = useState(want.kind === "order" && want.isReturn);
  const [isAsking, setAsking] = useState(false);
  const submission = useRef<Submission | null>(null);
  const busy = useRef(false);
  const { order } = watch;

  const begin = useMutation({
    networkMode: "always",
    mutationFn: async (next: Job) => {
      const id = "id" in next ? next.id : watch.know(await takeOrder(next, way, submission)).id;
      return payOrder(id);
    },
    onSuccess: (ready) => {
      watch.know(ready.order);
      setPayment({ codeUrl: ready.codeUrl, endsAtMs: endOf(ready.order) });
      if (ready.h5Url === null) return;
      setAway(true);
      leaveToPay(ready.h5Url, ready.order.id, here);
    },
    onSettled: () => {
      busy.current = false;
    },
  });
  const run = (next: Job) => {
    if (busy.current) return;
    busy.current = true;
    setJob(next);
    setAsking(false);
    begin.mutate(next);
  };
  const orderAnew = (product: ProductView) => {
    submission.current = null;
    watch.forget();
    setPayment(null);
    setAway(false);
    run({ product });
  };
  const cancel = useMutation({
    networkMode: "always",
    mutationFn: (id: string) => closeOrder(id),
    onSuccess: watch.know,
  });
  const runFirst = useEffectEvent(() => {
    const startsAtOnce = want.kind === "order" ? !want.isReturn : !want.asksFirst;
    if (way === "native" && startsAtOnce) run(asJob(want));
  });
  useEffect(() => runFirst(), []);

  const stage = stageOf({
    status: order?.status,
    hasPayment: payment !== null,
    hasBegun: begin.isPending || (watch.id !== null && order === undefined),
    hasProblem: begin.isError || watch.error !== null,
    isAway,
    isAsking,
  });
  useAfterPayment(stage === "paid");
  return {
    stage,
    order,
    product: order?.product ?? ("product" in job ? job.product : undefined),
    codeUrl: payment?.codeUrl ?? null,
    endsAtMs: payment?.endsAtMs ?? null,
    error: begin.error ?? watch.error,
    isBusy: begin.isPending,
    cancel,
    /** Pays what is there, or takes the order first; also once more after a failure. */
    pay: () => run(watch.id === null ? job : { id: watch.id }),
    orderAnew,
    /** The payer says that it is paid, or its time is over. */
    ask: () => {
      setAsking(true);
      watch.askNow();
    },
  };
}

/** The end of an order by this browser's steady clock; null where its clock of the day cannot be right. */
function endOf(order: OrderView): number | null {
  const left = leftMs(order, Date.now());
  return left === null ? null : performance.now() + left;
}

/** A whole page load: WeChat Pay looks at where a payer comes from. */
function leaveToPay(h5Url: string, orderId: string, here: string): void {
  const { origin } = window.location;
  window.location.assign(h5Address(h5Url, { origin, here, orderId }));
}

export type Checkout = ReturnType<typeof useCheckout>;
