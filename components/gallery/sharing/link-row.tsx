"use client";

import { ExternalLink } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { CopyButton } from "@/components/ui/form/copy-button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { useRevokeShareLink } from "@/lib/shares/client";
import type { ShareLinkView } from "@/lib/shares/schema";

/** One link: what it is, how often it was opened, and its end. */
export function LinkRow({ link }: { link: ShareLinkView }) {
  const t = useTranslations("sharing");
  const common = useTranslations("common");
  const format = useFormatter();
  const problemText = useProblemText();
  const revoke = useRevokeShareLink();
  const end = async () => {
    try {
      await revoke.mutateAsync(link.id);
    } catch (error) {
      toast({ title: t("revokeFailed"), detail: problemText(error).message, tone: "danger" });
      return false;
    }
    toast({ title: t("revoked"), tone: "success" });
  };
  const facts = [
    link.hasPassword ? t("hasPassword") : null,
    link.live
      ? link.expiresAt
        ? t("endsOn", { date: format.dateTime(new Date(link.expiresAt), "minute") })
        : t("endless")
      : t("ended"),
    t("views", { count: link.views }),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        {link.live ? (
          <a
            href={link.path}
            target="_blank"
            rel="noreferrer"
            className="inline-flex max-w-full items-center gap-1.5 underline underline-offset-2 max-sm:min-h-8"
          >
            <span className="truncate font-mono text-sm">{link.path}</span>
            <ExternalLink strokeWidth={1.5} className="size-3.5 shrink-0" aria-hidden />
          </a>
        ) : (
          <span className="font-mono text-muted text-sm">{t("endedLink")}</span>
        )}
        <p className="tabular text-muted text-sm">{facts.join(" · ")}</p>
      </div>
      {link.live ? (
        <div className="flex items-center gap-1 max-sm:-ml-3">
          <CopyButton text={`${globalThis.location?.origin ?? ""}${link.path}`} label={t("copy")} />
          <ConfirmDialog
            trigger={
              <Button size="sm" variant="ghost">
                {t("revoke")}
              </Button>
            }
            title={t("revokeTitle")}
            description={t("revokeDetail")}
            confirmLabel={t("revoke")}
            cancelLabel={common("cancel")}
            onConfirm={end}
          />
        </div>
      ) : null}
    </li>
  );
}
