"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { clockText } from "@/components/gallery/progress/clock-text";
import { LegalNote } from "@/components/shell/legal-note";
import { formatFen } from "@/components/shell/money";
import { useOnline } from "@/components/shell/state/offline-notice";
import { ScanCode } from "@/components/shell/wechat/scan-code";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { useProductName } from "../use-product-name";
import { Summary } from "./summary";
import type { Checkout } from "./use-checkout";

/** What is asked before anybody goes to WeChat Pay. */
export function Review({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("checkout");
  const { product, isBusy, pay } = checkout;
  return (
    <div className="flex flex-col gap-5">
      {product ? <Summary product={product} /> : <Skeleton className="h-20" />}
      <Button variant="primary" size="lg" loading={isBusy} disabled={!product} onClick={pay}>
        {t("pay")}
      </Button>
      <LegalNote when="pay" />
    </div>
  );
}

/** The code and what it stands for; while the order is on its way, the place where it will stand. */
export function Waiting({ checkout, phoneUrl }: { checkout: Checkout; phoneUrl: string | null }) {
  const t = useTranslations("checkout");
  const nameOf = useProductName();
  const online = useOnline();
  const { product, codeUrl, endsAtMs, ask } = checkout;
  return (
    <div className="flex flex-col items-center gap-5 sm:flex-row sm:items-start sm:gap-6">
      <Place isBusy={!codeUrl}>
        {codeUrl && product ? (
          <ScanCode
            content={codeUrl}
            label={t("codeLabel", { product: nameOf(product), price: formatFen(product.priceFen) })}
            phoneUrl={phoneUrl}
          />
        ) : (
          <Skeleton className="size-52" />
        )}
      </Place>
      <div className="flex min-w-0 flex-1 flex-col gap-4 max-sm:items-center max-sm:text-center">
        {product ? <Summary product={product} /> : <Skeleton className="h-20 w-40" />}
        <div role="status" className="flex flex-col gap-1">
          <p className="font-medium">{t(codeUrl ? "scan" : "ordering")}</p>
          {online ? null : <p className="text-warning">{t("offline")}</p>}
        </div>
        {codeUrl && endsAtMs !== null ? <Countdown endsAtMs={endsAtMs} onEnd={ask} /> : null}
        <LegalNote when="pay" />
      </div>
    </div>
  );
}

const Place = ({ isBusy, children }: { isBusy: boolean; children: ReactNode }) => (
  <div className="shrink-0" aria-busy={isBusy}>
    {children}
  </div>
);

/** Counts down to a moment of `performance.now()`. It is not read aloud every second. */
function Countdown({ endsAtMs, onEnd }: { endsAtMs: number; onEnd: () => void }) {
  const t = useTranslations("checkout");
  const [leftMs, setLeftMs] = useState(() => endsAtMs - performance.now());
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const timer = setInterval(() => {
      const left = endsAtMs - performance.now();
      setLeftMs(left);
      if (left > 0) return;
      clearInterval(timer);
      end();
    }, 1_000);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return (
    <p role="timer" className="tabular text-muted text-sm">
      {t("timeLeft", { time: clockText(leftMs) })}
    </p>
  );
}
