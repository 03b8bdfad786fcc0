"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useProblemText } from "@/components/shell/state/problem-text";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import { lineageQuery } from "@/lib/edits/client";
import { type LineageRow, lineageRows } from "@/lib/edits/rules";
import { cn } from "@/lib/platform/cn";
import { editHref } from "./links";
import { useModels } from "./model-name";

/** Deeper forks than this are not indented further: the panel is narrow. */
const MAX_INDENT = 4;

interface LineageProps {
  imageId: string;
  /** Says nothing about a picture without relatives, and waits until it has been looked at for a moment. */
  quiet?: boolean;
  /** Stands above the tree where there is one. */
  heading?: ReactNode;
}

/** The family of a picture as a small tree from the original down; each member opens in the editor. */
export function Lineage({ imageId, quiet = false, heading }: LineageProps) {
  const t = useTranslations();
  const problemText = useProblemText();
  const isWanted = useDwell(imageId, quiet ? 400 : 0);
  const { data, isError, error, refetch, isFetching } = useQuery({
    ...lineageQuery(imageId),
    enabled: isWanted,
  });
  if (isError && !data)
    return quiet ? null : (
      <div role="alert" className="flex items-center justify-between gap-3 text-sm">
        <p className="text-muted">
          {t("editor.lineage.failed")} {problemText(error).message}
        </p>
        <Button size="sm" onClick={() => refetch()} loading={isFetching}>
          {t("common.retry")}
        </Button>
      </div>
    );
  if (!data)
    return quiet ? null : (
      <div className="flex flex-col gap-2" aria-hidden>
        <Skeleton className="h-12" />
      </div>
    );
  const rows = lineageRows(data.items);
  if (rows.length <= 1)
    return quiet ? null : <p className="text-muted text-sm">{t("editor.lineage.alone")}</p>;
  return (
    <div className="flex flex-col gap-2">
      {heading}
      <ol aria-label={t("editor.lineage.title")} className="flex flex-col">
        {rows.map((row, index) => (
          <Member
            key={row.node.imageId}
            row={row}
            isCurrent={row.node.imageId === imageId}
            joins={index > 0 && row.step > 0}
          />
        ))}
      </ol>
    </div>
  );
}

function Member({ row, isCurrent, joins }: { row: LineageRow; isCurrent: boolean; joins: boolean }) {
  const t = useTranslations("editor");
  const format = useFormatter();
  const { nameOf } = useModels();
  const { node, depth, step } = row;
  const key = `operations.${node.operation}` as "operations.upload";
  const what = t.has(key) ? t(key) : node.operation;
  const made = format.dateTime(new Date(node.createdAt), "minute");
  return (
    <li className="relative" style={{ paddingLeft: `${Math.min(depth, MAX_INDENT) * 1.25}rem` }}>
      {joins ? <span aria-hidden className="absolute -top-1.5 ml-7 h-3 border-line-strong border-l" /> : null}
      <Link
        href={editHref(node.imageId)}
        aria-current={isCurrent ? "true" : undefined}
        className={cn(
          "my-0.5 flex min-h-13 items-center gap-3 rounded-md px-1.5 py-1",
          isCurrent ? "bg-subtle" : "hover:bg-subtle",
        )}
      >
        <span className="size-11 shrink-0 overflow-hidden rounded-sm border border-line">
          <ThumbHashImage
            src={node.thumbnailUrl}
            alt=""
            widthPx={node.widthPx}
            heightPx={node.heightPx}
            thumbHash={node.thumbHash}
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-medium text-sm">{what}</span>
            {isCurrent ? <span className="shrink-0 text-muted text-xs">{t("lineage.current")}</span> : null}
            <span className="sr-only">{step === 0 ? t("lineage.first") : t("lineage.step", { step })}</span>
          </span>
          <span className="tabular block truncate text-muted text-xs">
            {[node.operation === "upload" ? "" : nameOf(node.model), made].filter(Boolean).join(" · ")}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** True once the same value has stood for a while; pictures that are only passed by ask for nothing. */
function useDwell(value: string, waitMs: number): boolean {
  const [stood, setStood] = useState<string | null>(null);
  useEffect(() => {
    if (waitMs === 0) return;
    const timer = setTimeout(() => setStood(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return waitMs === 0 || stood === value;
}
