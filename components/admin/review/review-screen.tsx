"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { Callout } from "@/components/ui/feedback/callout";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { Button } from "@/components/ui/form/button";
import type { ReviewItemView } from "@/lib/gallery/schema";
import { Decision } from "./decision";
import type { DecisionInput } from "./decision-input";
import { ReviewedItem } from "./reviewed-item";
import { useDecide } from "./use-decide";
import { useReviewKeys } from "./use-review-keys";

interface ReviewScreenProps {
  items: readonly ReviewItemView[];
  /** Only what was appealed. */
  isAppeals?: boolean;
  /** False for who may only look. */
  canDecide: boolean;
  decide: FormAction<DecisionInput>;
}

/** What waits for a decision, one after the other, by hand or by keys. */
export function ReviewScreen({ items, isAppeals = false, canDecide, decide }: ReviewScreenProps) {
  const t = useTranslations("review");
  const router = useRouter();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const left = items.filter((item) => !done.has(item.imageId));
  const [at, setAt] = useState(0);
  const [refusing, setRefusing] = useState(false);
  const item = left[Math.min(at, left.length - 1)];
  const { run, busy, problem } = useDecide(decide, (id) => {
    setDone((before) => new Set(before).add(id));
    setRefusing(false);
  });
  // The page holds the first of the queue; when these are decided, the next ones come.
  const isDone = items.length > 0 && left.length === 0;
  useEffect(() => {
    if (isDone) router.refresh();
  }, [isDone, router]);
  const move = (step: number) => {
    setRefusing(false);
    setAt((before) => Math.max(0, Math.min(left.length - 1, Math.min(before, left.length - 1) + step)));
  };
  const approve = () => item && canDecide && !busy && void run({ id: item.imageId, decision: "approve" });
  useReviewKeys({
    approve,
    refuse: () => canDecide && setRefusing(true),
    next: () => move(1),
    previous: () => move(-1),
  });
  if (!item)
    return (
      <EmptyState
        icon={<CircleCheck strokeWidth={1.5} />}
        title={isAppeals ? t("noAppealsTitle") : t("emptyTitle")}
        description={isAppeals ? t("noAppealsDetail") : t("emptyDetail")}
      />
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular text-muted text-sm" aria-live="polite">
          {t("place", { at: left.indexOf(item) + 1, count: left.length })}
        </p>
        <div className="flex gap-2">
          <Button size="sm" onClick={() => move(-1)} disabled={left.indexOf(item) === 0}>
            {t("previous")}
          </Button>
          <Button size="sm" onClick={() => move(1)} disabled={left.indexOf(item) === left.length - 1}>
            {t("next")}
          </Button>
        </div>
      </div>
      <ReviewedItem key={item.imageId} item={item}>
        {problem ? <Callout tone="danger">{problem}</Callout> : null}
        {canDecide ? (
          <Decision
            refusing={refusing}
            onRefusing={setRefusing}
            busy={busy}
            onApprove={approve}
            onRefuse={(reason, note) => void run({ id: item.imageId, decision: "reject", reason, note })}
          />
        ) : (
          <p className="text-muted text-sm">{t("readOnly")}</p>
        )}
      </ReviewedItem>
    </div>
  );
}
