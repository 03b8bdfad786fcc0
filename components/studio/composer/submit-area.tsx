"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ModEnterHint } from "@/components/shell/forms/mod-enter";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Button } from "@/components/ui/form/button";
import { unitPrice } from "@/lib/generations/rules";
import { cn } from "@/lib/platform/cn";
import type { ReadyComposer } from "./use-composer-model";

interface SubmitAreaProps {
  ready: ReadyComposer;
  /** The form that the button sends; it stands elsewhere. */
  formId: string;
  pending: boolean;
}

/** The one thing to do next, with its price; and what the price is made of. */
export function SubmitArea({ ready, formId, pending }: SubmitAreaProps) {
  const t = useTranslations("create.submit");
  const { model, fitted, availableCredits } = ready;
  const unit = unitPrice(model, fitted);
  return (
    <div className="flex flex-col gap-2.5">
      <GenerateButton ready={ready} formId={formId} pending={pending} className="w-full" />
      <div className="tabular flex items-center justify-between gap-3 text-muted text-xs">
        <span className="truncate">
          {t("unit", { unit })}
          {availableCredits === null ? "" : ` · ${t("balance", { available: availableCredits })}`}
        </span>
        <ModEnterHint label={t("shortcut")} />
      </div>
    </div>
  );
}

interface GenerateButtonProps {
  ready: ReadyComposer;
  pending: boolean;
  /** The form to send; without one, `onPress` sends. */
  formId?: string;
  onPress?: () => void;
  /** Leaves the figures away where there is little room. */
  brief?: boolean;
  className?: string;
}

export function GenerateButton({ ready, formId, onPress, pending, brief, className }: GenerateButtonProps) {
  const t = useTranslations("create.submit");
  const online = useOnline();
  const { priceCredits: price, availableCredits: available } = ready;
  const size = brief ? "md" : "lg";
  if (available !== null && available < price && !pending)
    return (
      <Button asChild variant="primary" size={size} data-tour="price" className={cn("px-3", className)}>
        <Link href="/credits">{brief ? t("shortBrief") : t("short", { price })}</Link>
      </Button>
    );
  return (
    <Button
      type={formId ? "submit" : "button"}
      data-tour="price"
      form={formId}
      onClick={onPress}
      variant="primary"
      size={size}
      loading={pending}
      disabled={!online}
      className={className}
    >
      <span className="tabular">
        {online ? (price > 0 ? t("generate", { price }) : t("generateFree")) : t("offline")}
      </span>
    </Button>
  );
}
