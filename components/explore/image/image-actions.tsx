import { Download, Flag, SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonVariants } from "@/components/ui/form/button";
import { type PublicImageView, reportReasons } from "@/lib/gallery/schema";
import { exportFormats } from "@/lib/images/schema";
import { ReportButton } from "../actions/report-button";
import { ShareButtons } from "../actions/share-buttons";
import { LikeButton } from "../likes/like-button";
import { createHref } from "./create-href";

interface ImageActionsProps {
  image: PublicImageView;
  liked: boolean | null;
  address: string;
}

/** What can be done with an image; making one's own with its words comes first. */
export function ImageActions({ image, liked, address }: ImageActionsProps) {
  const t = useTranslations("explore");
  const quiet = buttonVariants({ variant: "secondary" });
  const label = t("download", { count: image.downloads });
  return (
    <section aria-label={t("actions")} className="flex flex-col gap-3">
      {image.prompt ? (
        <Link
          href={createHref(image)}
          prefetch={false}
          rel="nofollow"
          className={buttonVariants({ variant: "primary", size: "lg" })}
        >
          <SquarePen strokeWidth={1.5} aria-hidden />
          {t("usePrompt")}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <LikeButton
          id={image.id}
          likes={image.likes}
          isLiked={liked ?? undefined}
          page={image.urls.page}
          className={quiet}
        />
        <ShareButtons
          address={address}
          title={image.prompt || t("untitled")}
          copyLabel={t("copyLink")}
          shareLabel={t("share")}
          className={quiet}
        />
        <ReportButton
          id={image.id}
          page={image.urls.page}
          words={{
            open: t("report.open"),
            title: t("report.title"),
            detail: t("report.detail"),
            reason: t("report.reason"),
            reasons: Object.fromEntries(
              reportReasons.map((reason) => [reason, t(`report.reasons.${reason}`)]),
            ),
            note: t("report.note"),
            notePlaceholder: t("report.notePlaceholder"),
            cancel: t("report.cancel"),
            send: t("report.send"),
            sent: t("report.sent"),
            failed: t("report.failed"),
            close: t("report.close"),
          }}
          className={`${buttonVariants({ variant: "ghost", size: "sm" })} ml-auto text-muted`}
          icon={<Flag strokeWidth={1.5} aria-hidden />}
        />
      </div>
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">{label}</legend>
        <span className="inline-flex items-center gap-1.5 text-muted text-sm max-sm:w-full" aria-hidden>
          <Download strokeWidth={1.5} className="size-4" />
          {label}
        </span>
        {exportFormats.map((format) => (
          <a
            key={format}
            href={`${image.urls.download}?format=${format}`}
            download
            rel="nofollow"
            aria-label={t("downloadAs", { format: format.toUpperCase() })}
            className={buttonVariants({ variant: "secondary", size: "sm" })}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </fieldset>
    </section>
  );
}
