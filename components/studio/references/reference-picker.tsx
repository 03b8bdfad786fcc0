"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import { Dialog } from "@/components/ui/overlay/dialog";
import { imagesQuery } from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { cn } from "@/lib/platform/cn";

interface ReferencePickerProps {
  trigger: ReactNode;
  /** Ids that are references already; they are not offered again. */
  taken: readonly string[];
  room: number;
  onAdd: (images: readonly ImageView[]) => void;
}

/** The library in small, to choose references from. */
export function ReferencePicker({ trigger, taken, room, onAdd }: ReferencePickerProps) {
  const t = useTranslations("create.composer");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly ImageView[]>([]);
  const change = (next: boolean) => {
    setOpen(next);
    setChosen([]);
  };
  const toggle = (image: ImageView) =>
    setChosen((now) =>
      now.some(({ id }) => id === image.id)
        ? now.filter(({ id }) => id !== image.id)
        : now.length < room
          ? [...now, image]
          : now,
    );
  const left = room - chosen.length;
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={trigger}
      size="lg"
      title={t("pickerTitle")}
      description={left > 0 ? t("pickerDetail", { room: left }) : t("pickerFull")}
      className="h-[min(46rem,100%)]"
      footer={
        <Button
          variant="primary"
          disabled={chosen.length === 0}
          onClick={() => {
            onAdd(chosen);
            change(false);
          }}
        >
          {t("pickerAdd", { count: chosen.length })}
        </Button>
      }
    >
      {open ? <Thumbnails taken={taken} chosen={chosen} full={left <= 0} onToggle={toggle} /> : null}
    </Dialog>
  );
}

interface ThumbnailsProps {
  taken: readonly string[];
  chosen: readonly ImageView[];
  full: boolean;
  onToggle: (image: ImageView) => void;
}

const gridLook = "grid grid-cols-3 gap-1.5 sm:grid-cols-5";

function Thumbnails({ taken, chosen, full, onToggle }: ThumbnailsProps) {
  const t = useTranslations("create.composer");
  const list = useInfiniteQuery(imagesQuery({}));
  const images = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending)
    return (
      <div className={gridLook} aria-hidden>
        {Array.from({ length: 15 }, (_, index) => `place-${index}`).map((key) => (
          <Skeleton key={key} className="aspect-square" />
        ))}
      </div>
    );
  if (list.isError && images.length === 0)
    return (
      <ProblemState
        error={list.error}
        title={t("pickerFailed")}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  if (images.length === 0)
    return <EmptyState title={t("pickerEmpty")} description={t("pickerEmptyDetail")} />;
  return (
    <>
      <ul className={gridLook}>
        {images
          .filter(({ id }) => !taken.includes(id))
          .map((image) => {
            const place = chosen.findIndex(({ id }) => id === image.id);
            return (
              <li key={image.id} className="aspect-square">
                <Thumbnail
                  image={image}
                  place={place}
                  disabled={full && place < 0}
                  onToggle={() => onToggle(image)}
                />
              </li>
            );
          })}
      </ul>
      <NextPage list={list} showEnd={false} />
    </>
  );
}

interface ThumbnailProps {
  image: ImageView;
  /** Its place among the chosen; -1 when it is not one of them. */
  place: number;
  disabled: boolean;
  onToggle: () => void;
}

function Thumbnail({ image, place, disabled, onToggle }: ThumbnailProps) {
  const t = useTranslations("create.composer");
  const chosen = place >= 0;
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={image.prompt || t("pickerUntitled")}
      disabled={disabled}
      onClick={onToggle}
      className={cn(
        "relative block size-full overflow-hidden rounded-sm focus-visible:-outline-offset-4 disabled:opacity-40",
        chosen && "ring-2 ring-text ring-inset",
      )}
    >
      <span className={cn("block size-full transition-transform duration-150", chosen && "scale-[0.88]")}>
        <ThumbHashImage
          src={image.urls.thumbnail}
          alt=""
          widthPx={image.widthPx}
          heightPx={image.heightPx}
          thumbHash={image.thumbHash}
        />
      </span>
      {chosen ? (
        <span
          aria-hidden
          className="tabular absolute top-1.5 right-1.5 flex h-5.5 min-w-5.5 items-center justify-center gap-0.5 rounded-full bg-text px-1.5 text-background text-xs"
        >
          <Check strokeWidth={2} className="size-3" />
          {place + 1}
        </span>
      ) : null}
    </button>
  );
}
