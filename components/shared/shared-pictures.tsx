"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { rowGapPx, rowHeightClass, useRowHeight } from "@/components/gallery/row-height";
import { NextPage } from "@/components/shell/state/next-page";
import { useProblemText } from "@/components/shell/state/problem-text";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { toast } from "@/components/ui/feedback/toast-store";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import { Dialog } from "@/components/ui/overlay/dialog";
import { fetchSharedPage } from "@/lib/shares/client";
import type { SharedImageView, ShareView } from "@/lib/shares/schema";
import { SharedPicture } from "./shared-picture";

interface SharedPicturesProps {
  token: string;
  share: ShareView;
  isPhone: boolean;
}

/** One picture large, or a grid whose pictures open over it. */
export function SharedPictures({ token, share, isPhone }: SharedPicturesProps) {
  const t = useTranslations("shared");
  const problemText = useProblemText();
  const rowHeightPx = useRowHeight(isPhone);
  const [items, setItems] = useState<readonly SharedImageView[]>(share.items);
  const [next, setNext] = useState(share.nextCursor);
  const [loading, setLoading] = useState<"no" | "now" | "failed">("no");
  const [opened, setOpened] = useState<SharedImageView | null>(null);
  const [only] = items;
  if (!only) return <EmptyState title={t("empty")} description={t("emptyDetail")} />;
  if (share.kind === "image") return <SharedPicture image={only} />;
  const more = async () => {
    if (next === null || loading === "now") return;
    setLoading("now");
    try {
      const page = await fetchSharedPage(token, next);
      setItems((before) => [...before, ...page.items]);
      setNext(page.nextCursor);
      setLoading("no");
    } catch (error) {
      toast({ title: t("moreFailed"), detail: problemText(error).message, tone: "danger" });
      setLoading("failed");
    }
  };
  return (
    <div>
      <JustifiedGrid
        className={rowHeightClass}
        items={items}
        growing={next !== null && loading !== "failed"}
        keyOf={(image) => image.id}
        aspectOf={(image) => image.widthPx / image.heightPx}
        label={share.title}
        targetRowHeightPx={rowHeightPx}
        gapPx={rowGapPx(rowHeightPx)}
        renderItem={(image, index) => (
          <button
            type="button"
            aria-label={image.prompt || t("untitled")}
            className="block size-full overflow-hidden focus-visible:-outline-offset-4"
            onClick={() => setOpened(image)}
          >
            <ThumbHashImage
              src={image.urls.thumbnail}
              alt=""
              widthPx={image.widthPx}
              heightPx={image.heightPx}
              thumbHash={image.thumbHash}
              priority={index < 8}
            />
          </button>
        )}
      />
      <NextPage
        list={{
          hasNextPage: next !== null,
          isFetchingNextPage: loading === "now",
          isFetchNextPageError: loading === "failed",
          fetchNextPage: more,
        }}
        showEnd={items.length > share.items.length}
      />
      {opened ? (
        <Dialog
          open
          onOpenChange={(stays) => stays || setOpened(null)}
          title={t("imageTitle")}
          hideTitle
          size="full"
        >
          <SharedPicture image={opened} />
        </Dialog>
      ) : null}
    </div>
  );
}
