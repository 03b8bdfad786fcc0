import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
import { Id } from "@/components/admin/kit/id";
import { Badge } from "@/components/ui/feedback/badge";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { ReviewItemView } from "@/lib/gallery/schema";
import { Checks } from "./checks";

interface ReviewedItemProps {
  /** Takes the focus when what had it is gone. */
  ref: Ref<HTMLElement>;
  item: ReviewItemView;
  children: ReactNode;
}

/** A picture with all that a reviewer has to know about it, and what can be done about it. */
export function ReviewedItem({ ref, item, children }: ReviewedItemProps) {
  const t = useTranslations("review");
  const origin = useTranslations("shared.origin");
  const reasonText = useTranslations("publishing.reasons");
  const format = useFormatter();
  return (
    <article
      ref={ref}
      tabIndex={-1}
      aria-label={item.prompt || t("noPrompt")}
      className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div
        className="mx-auto w-full self-start overflow-hidden rounded-md bg-subtle"
        // As large as there is room without cutting anything off: a reviewer sees the whole picture.
        style={{
          aspectRatio: `${item.widthPx} / ${item.heightPx}`,
          maxWidth: `min(100%, calc(70vh * ${item.widthPx / item.heightPx}))`,
        }}
      >
        <ThumbHashImage
          src={item.urls.display}
          alt={item.prompt}
          widthPx={item.widthPx}
          heightPx={item.heightPx}
          thumbHash={item.thumbHash}
          priority
        />
      </div>
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-2">
          {item.appealedAt ? <Badge tone="warning">{t("appeal")}</Badge> : null}
          {item.round > 1 ? <Badge>{t("round", { round: item.round })}</Badge> : null}
          <Badge tone="outline">{origin(item.aiClass)}</Badge>
        </div>
        <p className="whitespace-pre-wrap break-words">{item.prompt || t("noPrompt")}</p>
        {item.negativePrompt ? (
          <p className="break-words text-muted text-sm">{t("negative", { text: item.negativePrompt })}</p>
        ) : null}
        <p className="tabular text-muted text-sm">
          {t("by", { name: item.author.displayName || item.author.username })} ·{" "}
          <time dateTime={item.submittedAt}>{format.dateTime(new Date(item.submittedAt), "minute")}</time>
        </p>
        <Id value={item.imageId} href={`/admin/content/images/${item.imageId}`} />
        {item.appealText ? (
          <section className="flex flex-col gap-1">
            <h3 className="font-medium text-muted text-sm">{t("appealText")}</h3>
            {item.reason ? (
              <p className="text-sm">{t("refusedFor", { reason: reasonText(item.reason) })}</p>
            ) : null}
            <blockquote className="whitespace-pre-wrap break-words border-line border-l-2 pl-3">
              {item.appealText}
            </blockquote>
          </section>
        ) : null}
        <Checks item={item} />
        {children}
      </div>
    </article>
  );
}
