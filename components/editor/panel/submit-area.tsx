"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ModEnterHint } from "@/components/shell/forms/mod-enter";
import { useOnline } from "@/components/shell/state/offline-notice";
import { Button } from "@/components/ui/form/button";
import { cn } from "@/lib/platform/cn";
import type { EditState } from "./use-edit";

interface SubmitAreaProps {
  edit: EditState;
  formId: string;
  pending: boolean;
  /** Something else is the next thing to do. */
  quiet: boolean;
}

/** The one thing to do next, with its price; and what is left afterwards. */
export function SubmitArea(props: SubmitAreaProps) {
  const t = useTranslations("create.submit");
  const { availableCredits } = props.edit;
  return (
    <div className="flex flex-col gap-2.5">
      <EditButton {...props} className="w-full" />
      <div className="tabular flex items-center justify-between gap-3 text-muted text-xs">
        <span className="truncate">
          {availableCredits === null ? "" : t("balance", { available: availableCredits })}
        </span>
        <ModEnterHint label={t("shortcut")} />
      </div>
    </div>
  );
}

interface EditButtonProps extends Omit<SubmitAreaProps, "formId"> {
  /** The form to send; without one, `onPress` sends. */
  formId?: string;
  onPress?: () => void;
  /** Leaves the figures away where there is little room. */
  brief?: boolean;
  className?: string;
}

export function EditButton({ edit, formId, onPress, pending, quiet, brief, className }: EditButtonProps) {
  const t = useTranslations("editor.submit");
  const order = useTranslations("create.submit");
  const online = useOnline();
  const { fitted, availableCredits: available } = edit;
  if (!fitted) return null;
  const price = fitted.priceCredits;
  const look = { variant: quiet ? "secondary" : "primary", size: brief ? "md" : "lg" } as const;
  if (available !== null && available < price && !pending)
    return (
      <Button asChild {...look} className={cn("px-3", className)}>
        <Link href="/credits">{brief ? order("shortBrief") : order("short", { price })}</Link>
      </Button>
    );
  return (
    <Button
      {...look}
      type={formId ? "submit" : "button"}
      form={formId}
      onClick={onPress}
      loading={pending}
      disabled={!online}
      className={className}
    >
      <span className="tabular">
        {online ? (price > 0 ? t("edit", { price }) : t("editFree")) : order("offline")}
      </span>
    </Button>
  );
}
