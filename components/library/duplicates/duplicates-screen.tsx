"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CopyCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useImageActions } from "@/components/gallery/image-actions";
import { useOpenImage } from "@/components/gallery/open-image";
import { ImageViewer } from "@/components/gallery/viewer";
import { Page, PageHeader } from "@/components/shell/page-header";
import { ProblemState } from "@/components/shell/state/problem-state";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { duplicatesQuery } from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { StorageMeter } from "../storage/storage-meter";
import { DuplicateGroup } from "./duplicate-group";
import { groupKey, useKept } from "./kept";

/** Images that look alike, to be decided about group by group. */
export function DuplicatesScreen() {
  const t = useTranslations("library.duplicates");
  const list = useQuery(duplicatesQuery);
  const { kept, keep, forget } = useKept();
  const groups = (list.data?.items ?? []).filter(({ images }) => !kept.has(groupKey(images)));
  const keptCount = (list.data?.items.length ?? 0) - groups.length;
  const images = groups.flatMap((group) => group.images);
  const viewer = useOpenImage(images);
  const keepOne = useKeepOne();
  return (
    <Page width="wide" className="gap-5">
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <Button asChild>
            <Link href="/library">{t("back")}</Link>
          </Button>
        }
      />
      <StorageMeter className="max-w-sm" />
      {list.isPending ? <GroupSkeletons /> : null}
      {list.isError && !list.data ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      ) : null}
      {list.data && groups.length === 0 ? (
        <EmptyState
          icon={<CopyCheck strokeWidth={1.5} />}
          title={t("emptyTitle")}
          description={t("emptyDetail")}
        />
      ) : null}
      {list.data && list.data.groups > list.data.items.length ? (
        <p className="tabular text-muted">
          {t("shown", { count: list.data.items.length, all: list.data.groups })}
        </p>
      ) : null}
      {groups.map((group, place) => (
        <DuplicateGroup
          key={groupKey(group.images)}
          images={group.images}
          number={place + 1}
          busy={keepOne.busy}
          onKeepOne={(image) => void keepOne.run(image, group.images)}
          onKeepAll={() => keep(groupKey(group.images))}
          onOpen={(image) => viewer.open(images.indexOf(image))}
        />
      ))}
      {keptCount > 0 ? (
        <p className="tabular flex flex-wrap items-center gap-3 text-muted">
          {t("kept", { count: keptCount })}
          <Button size="sm" onClick={forget}>
            {t("showKept")}
          </Button>
        </p>
      ) : null}
      {viewer.index === null ? null : (
        <ImageViewer
          images={images}
          index={viewer.index}
          onIndexChange={viewer.move}
          onClose={viewer.close}
        />
      )}
    </Page>
  );
}

/** Moves all but one of a group to the trash; the group goes at once and comes back if the server refuses. */
function useKeepOne() {
  const client = useQueryClient();
  const { moveToTrash } = useImageActions();
  const [busy, setBusy] = useState(false);
  const run = async (chosen: ImageView, group: readonly ImageView[]) => {
    setBusy(true);
    const before = client.getQueryData(duplicatesQuery.queryKey);
    const key = groupKey(group);
    client.setQueryData(
      duplicatesQuery.queryKey,
      (list) => list && { ...list, items: list.items.filter(({ images }) => groupKey(images) !== key) },
    );
    const others = group.filter(({ id }) => id !== chosen.id).map(({ id }) => id);
    if (!(await moveToTrash(others))) client.setQueryData(duplicatesQuery.queryKey, before);
    setBusy(false);
  };
  return { run, busy };
}

const GroupSkeletons = () => (
  <div aria-hidden className="flex flex-col gap-5">
    <Skeleton className="h-80" />
    <Skeleton className="h-80" />
  </div>
);
