"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useProblemText } from "@/components/shell/state/problem-text";
import { toast } from "@/components/ui/feedback/toast-store";
import { Button } from "@/components/ui/form/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { publicationsQuery, useWithdrawImages } from "@/lib/gallery/client";
import type { PublicationView } from "@/lib/gallery/schema";
import { AppealDialog } from "./appeal-dialog";
import { PublicationBadge } from "./publication-badge";

/** How an own image stands with the gallery, why, and what its owner can do about it; nothing if it never was there. */
export function PublicationCard({ imageId }: { imageId: string }) {
  const found = useQuery(publicationsQuery([imageId]));
  const publication = found.data?.items[0];
  if (!publication || publication.state === "private") return null;
  return <Standing publication={publication} />;
}

function Standing({ publication }: { publication: PublicationView }) {
  const t = useTranslations("publishing");
  const format = useFormatter();
  const { state, imageId } = publication;
  const at = publication.decidedAt ?? publication.submittedAt;
  return (
    <section aria-labelledby="viewer-publication" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 id="viewer-publication" className="font-medium text-muted text-sm">
          {t("standing")}
        </h3>
        <PublicationBadge state={state} />
      </div>
      <p className="text-sm">{t(`stateDetail.${state === "private" ? "pending" : state}`)}</p>
      {publication.reason && state !== "public" ? (
        <p className="text-sm">{t("because", { reason: t(`reasons.${publication.reason}`) })}</p>
      ) : null}
      {publication.note ? (
        <blockquote className="whitespace-pre-wrap break-words border-line border-l-2 pl-3 text-sm">
          {publication.note}
        </blockquote>
      ) : null}
      <p className="tabular text-muted text-sm">{format.dateTime(new Date(at), "minute")}</p>
      <div className="flex flex-wrap gap-2">
        {state === "public" ? (
          <Button asChild size="sm">
            <Link href={`/explore/${imageId}`}>{t("look")}</Link>
          </Button>
        ) : null}
        {state === "public" || state === "pending" ? <Withdraw publication={publication} /> : null}
        {publication.canAppeal ? <AppealDialog imageId={imageId} /> : null}
      </div>
      {publication.appealedAt && (state === "rejected" || state === "taken_down") ? (
        <p className="text-muted text-sm">{t("appealedBefore")}</p>
      ) : null}
    </section>
  );
}

function Withdraw({ publication }: { publication: PublicationView }) {
  const t = useTranslations("publishing");
  const common = useTranslations("common");
  const problemText = useProblemText();
  const withdraw = useWithdrawImages();
  const act = async () => {
    try {
      await withdraw.mutateAsync([publication.imageId]);
    } catch (error) {
      toast({ title: t("withdrawFailed"), detail: problemText(error).message, tone: "danger" });
      return false;
    }
    toast({ title: t("withdrawn"), tone: "success" });
  };
  return (
    <ConfirmDialog
      tone="plain"
      trigger={<Button size="sm">{t("withdraw")}</Button>}
      title={t("withdrawTitle")}
      description={publication.state === "public" ? t("withdrawPublic") : t("withdrawPending")}
      confirmLabel={t("withdraw")}
      cancelLabel={common("cancel")}
      onConfirm={act}
    />
  );
}
