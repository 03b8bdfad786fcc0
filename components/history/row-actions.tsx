"use client";

import { Ellipsis, RotateCcw, SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { editHref, reuseHref } from "@/components/gallery/links";
import { useModels } from "@/components/gallery/model-name";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu, MenuItem } from "@/components/ui/overlay/dropdown-menu";
import { newSubmitKey, useCancelGeneration, useCreateGeneration } from "@/lib/generations/client";
import { priceCredits } from "@/lib/generations/rules";
import type { GenerationView } from "@/lib/generations/schema";
import { mayRetry, retryOrder } from "./rules";

/** What can be done with an ended generation. */
export function EndedActions({ view, onDetails }: { view: GenerationView; onDetails?: () => void }) {
  const t = useTranslations("history");
  return (
    <div className="flex items-center gap-1">
      {mayRetry(view) ? <RetryButton view={view} /> : null}
      <Button asChild variant="ghost" size="sm">
        {view.operation !== "generate" && view.sourceImageId ? (
          <Link href={editHref(view.sourceImageId, view.operation)}>
            <SquarePen strokeWidth={1.5} />
            {t("editAgain")}
          </Link>
        ) : (
          <Link href={reuseHref({ prompt: view.prompt, generationId: view.id })}>
            <SquarePen strokeWidth={1.5} />
            {t("reuse")}
          </Link>
        )}
      </Button>
      {onDetails ? <MoreMenu view={view} onDetails={onDetails} /> : null}
    </div>
  );
}

export function MoreMenu({ view, onDetails }: { view: GenerationView; onDetails: () => void }) {
  const t = useTranslations("history");
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => toast({ title: t("copied") }),
      () => toast({ title: t("copyFailed"), tone: "danger" }),
    );
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={t("more")}>
          <Ellipsis strokeWidth={1.5} />
        </Button>
      }
    >
      <MenuItem onSelect={onDetails}>{t("details")}</MenuItem>
      <MenuItem onSelect={() => void copy(view.prompt)}>{t("copyPrompt")}</MenuItem>
      <MenuItem onSelect={() => void copy(view.id)}>{t("copyId")}</MenuItem>
    </DropdownMenu>
  );
}

/** Orders the same again at today's price, which stands on the button. */
function RetryButton({ view }: { view: GenerationView }) {
  const t = useTranslations("history");
  const problem = useProblemText();
  const { find, models } = useModels();
  const create = useCreateGeneration();
  // One key per press: after a lost answer pressing again must not order twice.
  const key = useRef<string>(undefined);
  const model = find(view.model);
  if (models.length > 0 && !model) return <span className="text-muted text-sm">{t("modelGone")}</span>;
  const price = model ? priceCredits(model, view) : view.priceCredits;
  const retry = () => {
    if (!model) return;
    key.current ??= newSubmitKey();
    const order = { ...retryOrder(view, model, key.current), expectedCredits: price };
    create.mutate(order, {
      onSuccess: () => {
        key.current = undefined;
        toast({ title: t("retried"), tone: "success" });
      },
      onError: (error) => {
        const reached = !("status" in error) || error.status !== 0;
        if (reached) key.current = undefined;
        toast({ title: t("retryFailed"), detail: problem(error).message, tone: "danger" });
      },
    });
  };
  return (
    <Button size="sm" onClick={retry} loading={create.isPending} disabled={!model} className="tabular">
      <RotateCcw strokeWidth={1.5} />
      {t("retry", { count: price })}
    </Button>
  );
}

export function CancelButton({ view }: { view: GenerationView }) {
  const t = useTranslations("history");
  const problem = useProblemText();
  const cancel = useCancelGeneration();
  const asked = view.cancelRequested || cancel.isSuccess;
  return (
    <Button
      size="sm"
      loading={cancel.isPending}
      disabled={asked}
      onClick={() =>
        cancel.mutate(view.id, {
          onError: (error) =>
            toast({ title: t("cancelFailed"), detail: problem(error).message, tone: "danger" }),
        })
      }
    >
      {asked ? t("cancelling") : t("cancel")}
    </Button>
  );
}
