"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { balanceQuery } from "@/lib/credits/client";
import { membershipQuery } from "@/lib/membership/client";
import type { OrderView } from "@/lib/orders/schema";
import { useProductName } from "../use-product-name";
import type { Checkout } from "./use-checkout";

interface ResultProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** One sentence about how things stand, said aloud when it changes. */
function Result({ icon, title, children, actions }: ResultProps) {
  return (
    <div className="flex flex-col items-center gap-4 py-2 text-center">
      {icon}
      <div role="status" className="flex flex-col gap-1">
        <p className="font-semibold text-lg">{title}</p>
        {children ? <div className="text-balance text-muted">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** The payer comes back from WeChat Pay, or the browser went on while they paid. */
export function Returned({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("checkout");
  return (
    <Result title={t("returned")} actions={<Ways checkout={checkout} />}>
      {t("returnedDetail")}
    </Result>
  );
}

function Ways({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("checkout");
  return (
    <>
      <Button variant="primary" onClick={checkout.ask}>
        {t("havePaid")}
      </Button>
      <Button loading={checkout.isBusy} onClick={checkout.pay}>
        {t("payAgain")}
      </Button>
    </>
  );
}

const PATIENCE_MS = 60_000;

/** Our server asks WeChat Pay; who waits for long is told that nothing is lost. */
export function Confirming({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("checkout");
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (isLong) return;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLong]);
  const askAgain = () => {
    setLong(false);
    checkout.ask();
  };
  if (!isLong)
    return (
      <Result
        icon={<LoaderCircle strokeWidth={1.5} className="size-7 animate-spin text-muted" aria-hidden />}
        title={t("confirming")}
      >
        {t("confirmingDetail")}
      </Result>
    );
  return (
    <Result title={t("notSeen")} actions={<Ways checkout={{ ...checkout, ask: askAgain }} />}>
      {t("notSeenDetail")}
    </Result>
  );
}

/** The server has it: what was received, and where to go with it. */
export function Paid({ order, anyway, onClose }: { order: OrderView; anyway: boolean; onClose: () => void }) {
  const t = useTranslations("checkout");
  return (
    <Result
      icon={<Check strokeWidth={1.5} className="size-8 text-success" aria-hidden />}
      title={t("paidTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("done")}</Button>
          <Button asChild variant="primary">
            <Link href="/create">{t("goCreate")}</Link>
          </Button>
        </>
      }
    >
      {anyway ? <p>{t("paidAnyway")}</p> : null}
      {order.product.kind === "credits" ? <GotCredits order={order} /> : <GotMembership order={order} />}
    </Result>
  );
}

function GotCredits({ order }: { order: OrderView }) {
  const t = useTranslations("checkout");
  const balance = useQuery(balanceQuery());
  return (
    <>
      <p>{t("gotCredits", { count: order.product.credits ?? 0 })}</p>
      {balance.data && !balance.isFetching ? (
        <p className="tabular">{t("balance", { count: balance.data.available })}</p>
      ) : null}
    </>
  );
}

function GotMembership({ order }: { order: OrderView }) {
  const t = useTranslations("checkout");
  const plans = useTranslations("shell.plans");
  const format = useFormatter();
  const membership = useQuery(membershipQuery());
  const plan = plans(order.product.plan ?? "pro");
  const term = membership.data?.terms.find(({ orderId }) => orderId === order.id);
  if (!term) return <p>{t("gotMembershipPlain", { plan })}</p>;
  const from = format.dateTime(new Date(term.startsAt), "day");
  const until = format.dateTime(new Date(term.endsAt), "day");
  const goesOn = membership.data?.terms.some((one) => one.plan === term.plan && one.endsAt === term.startsAt);
  const waits = !goesOn && Date.parse(term.startsAt) > Date.parse(order.fulfilledAt ?? order.createdAt);
  return <p>{waits ? t("gotQueued", { plan, from, until }) : t("gotMembership", { plan, until })}</p>;
}

/** It can no longer be paid. */
export function Ended({ order, checkout }: { order: OrderView; checkout: Checkout }) {
  const t = useTranslations("checkout");
  const nameOf = useProductName();
  const { status } = order;
  const isRefunded = status === "refunded";
  const how = status === "expired" || status === "refunded" ? status : "closed";
  return (
    <Result
      title={t(`ended.${how}`)}
      actions={
        <Button variant="primary" loading={checkout.isBusy} onClick={() => checkout.orderAnew(order.product)}>
          {t("orderAgain")}
        </Button>
      }
    >
      <p>{nameOf(order.product)}</p>
      <p>{t(isRefunded ? "refundedDetail" : "endedDetail")}</p>
    </Result>
  );
}
