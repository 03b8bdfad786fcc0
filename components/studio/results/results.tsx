"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useOpenImage } from "@/components/gallery/open-image";
import { aheadOf } from "@/components/gallery/progress/line";
import { ImageViewer } from "@/components/gallery/viewer";
import { NextPage } from "@/components/shell/state/next-page";
import { ProblemState } from "@/components/shell/state/problem-state";
import { concurrentGenerations } from "@/lib/accounts/rules";
import { generationsQuery } from "@/lib/generations/client";
import { hasEnded } from "@/lib/generations/rules";
import type { ImageView } from "@/lib/images/schema";
import { ResultsSkeleton } from "../skeletons";
import { EmptyResults } from "./empty-results";
import { feedOf, streamedIds } from "./feed";
import { GenerationCard } from "./generation-card";

/** Every generation of the person, newest first, live while it runs. */
export function Results({ plan }: { plan: keyof typeof concurrentGenerations }) {
  const t = useTranslations();
  const query = useInfiniteQuery(generationsQuery());
  const feed = useMemo(() => feedOf(query.data?.pages ?? []), [query.data]);
  const images = useMemo(() => feed.flatMap((view) => view.images), [feed]);
  const viewer = useOpenImage(images);
  const open = (image: ImageView) => viewer.open(images.findIndex(({ id }) => id === image.id));
  const streamed = useMemo(() => streamedIds(feed), [feed]);
  if (query.isPending) return <ResultsSkeleton label={t("common.ui.loading")} />;
  if (query.isError && !query.data)
    return (
      <ProblemState
        error={query.error}
        title={t("create.results.loadFailed")}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
      />
    );
  if (feed.length === 0) return <EmptyResults />;
  const active = feed.some((view) => !hasEnded(view.status));
  return (
    <div className="mx-auto flex max-w-[88rem] flex-col gap-6">
      {active ? <p className="text-muted text-sm">{t("create.results.closable")}</p> : null}
      <ol className="flex flex-col gap-8">
        {feed.map((view) => (
          <li key={view.id} className="border-line border-b pb-8 last:border-b-0 last:pb-0">
            <GenerationCard
              initial={view}
              stream={streamed.has(view.id)}
              onOpen={open}
              line={{ ahead: aheadOf(feed, view.id), slots: concurrentGenerations[plan], plan }}
            />
          </li>
        ))}
      </ol>
      <NextPage list={query} showEnd={false} />
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
          onLoadMore={query.hasNextPage && !query.isFetching ? () => query.fetchNextPage() : undefined}
        />
      )}
    </div>
  );
}
