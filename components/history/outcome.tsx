import { useTranslations } from "next-intl";
import type { GenerationView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import { failureCode } from "./rules";

/** What a generation cost: the price while it is open, the receipt afterwards. */
export function Money({ view, className }: { view: GenerationView; className?: string }) {
  const t = useTranslations("history");
  const { receipt } = view;
  if (!receipt) return <p className={cn("tabular", className)}>{t("held", { count: view.priceCredits })}</p>;
  const { reserved, charged, returned } = receipt;
  return (
    <p className={cn("tabular", className)}>
      {returned > 0 ? t("receiptReturned", { reserved, charged, returned }) : t("receipt", { charged })}
    </p>
  );
}

/** Why pictures are missing, and what happened to the credits; nothing where all came. */
export function Failure({ view, className }: { view: GenerationView; className?: string }) {
  const t = useTranslations("history");
  const { status, receipt, count, deliveredCount } = view;
  if (status !== "failed" && status !== "partly_succeeded" && status !== "cancelled") return null;
  const why =
    status === "cancelled" && !view.errorCode
      ? t("cancelledByYou")
      : t(`failures.${failureCode(view.errorCode ?? "other")}`);
  const missing = deliveredCount === 0 ? "" : t("delivered", { delivered: deliveredCount, count });
  const money = receipt && receipt.returned > 0 ? t("returned", { count: receipt.returned }) : "";
  return (
    <p className={cn("text-muted", className)}>
      <span className={cn(status === "failed" && "text-danger")}>{why}</span>
      {[missing, money].filter(Boolean).map((part) => (
        <span key={part}>
          {t("mark")}
          {part}
        </span>
      ))}
      {t("stop")}
    </p>
  );
}
