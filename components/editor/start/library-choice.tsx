"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { editHref } from "@/components/gallery/links";
import { useRowHeight } from "@/components/gallery/row-height";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import type { EditOperation } from "@/lib/edits/schema";
import { imagesQuery } from "@/lib/images/client";
import type { ImagePage, ImageView } from "@/lib/images/schema";

interface LibraryChoiceProps {
  first: { page: ImagePage; atMs: number };
  operation: EditOperation | null;
  isPhone: boolean;
}

const keyOf = (image: ImageView) => image.id;
const aspectOf = (image: ImageView) => image.widthPx / image.heightPx;

/** The person's images, newest first; each leads into the editor. */
export function LibraryChoice({ first, operation, isPhone }: LibraryChoiceProps) {
  const t = useTranslations("editor.start");
  const rowHeightPx = useRowHeight(isPhone);
  const client = useQueryClient();
  // What the library knows already may reach further than the first page.
  const [known] = useState(() => client.getQueryData(imagesQuery({}).queryKey));
  const list = useInfiniteQuery({
    ...imagesQuery({}),
    ...(known
      ? {}
      : { initialData: { pages: [first.page], pageParams: [undefined] }, initialDataUpdatedAt: first.atMs }),
  });
  const images = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Skeleton className="h-55" />;
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />;
  if (images.length === 0)
    return (
      <EmptyState
        title={t("emptyTitle")}
        description={t("emptyDetail")}
        action={
          <Button asChild>
            <Link href="/create">{t("create")}</Link>
          </Button>
        }
        className="py-10"
      />
    );
  return (
    <>
      <JustifiedGrid
        items={images}
        keyOf={keyOf}
        aspectOf={aspectOf}
        label={t("library")}
        targetRowHeightPx={rowHeightPx < 200 ? rowHeightPx : 160}
        gapPx={rowHeightPx < 200 ? 4 : 8}
        renderItem={(image) => <Choice image={image} operation={operation} />}
      />
      <NextPage list={list} />
    </>
  );
}

function Choice({ image, operation }: { image: ImageView; operation: EditOperation | null }) {
  const viewer = useTranslations("viewer");
  return (
    <Link
      href={editHref(image.id, operation)}
      prefetch={false}
      data-image-id={image.id}
      aria-label={image.prompt || viewer("untitled")}
      className="block size-full focus-visible:-outline-offset-4"
    >
      <ThumbHashImage
        src={image.urls.thumbnail}
        alt=""
        widthPx={image.widthPx}
        heightPx={image.heightPx}
        thumbHash={image.thumbHash}
        fallback={viewer("imageFailed")}
      />
    </Link>
  );
}
