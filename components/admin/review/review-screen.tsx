"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
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
  /** The address of what waits behind these; null at the end of the queue. */
  nextHref: string | null;
  /** False on a page that begins behind others. */
  isFirst: boolean;
  /** Only what was appealed. */
  isAppeals?: boolean;
  /** False for who may only look. */
  canDecide: boolean;
  decide: FormAction<DecisionInput>;
}

/** What waits for a decision, one after the other, by hand or by keys. */
export function ReviewScreen(props: ReviewScreenProps) {
  const { items, nextHref, isFirst, isAppeals = false, canDecide, decide } = props;
  const t = useTranslations("review");
  const router = useRouter();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const left = items.filter((item) => !done.has(item.imageId));
  const [at, setAt] = useState(0);
  const [refusing, setRefusing] = useState(false);
  const card = useRef<HTMLElement>(null);
  const item = left[Math.min(at, left.length - 1)];
  const { run, busy, problem } = useDecide(decide, (id) => {
    setDone((before) => new Set(before).add(id));
    setRefusing(false);
  });
  // A page is what waits behind its cursor; when all of it is decided, the same address holds the next ones.
  const isDone = items.length > 0 && left.length === 0;
  useEffect(() => {
    if (isDone) router.refresh();
  }, [isDone, router]);
  const place = item ? left.indexOf(item) : 0;
  const isLast = place >= left.length - 1;
  const move = (step: number) => {
    setRefusing(false);
    if (step > 0 && isLast && nextHref) return router.push(nextHref);
    setAt(Math.max(0, Math.min(left.length - 1, place + step)));
  };
  // The form that had the focus is gone; the keys go on from the picture.
  const leaveRefusal = () => {
    setRefusing(false);
    card.current?.focus();
  };
  const approve = () => item && canDecide && !busy && void run({ id: item.imageId, decision: "approve" });
  useReviewKeys({
    approve,
    refuse: () => canDecide && setRefusing(true),
    next: () => move(1),
    previous: () => move(-1),
    leave: () => refusing && leaveRefusal(),
  });
  if (!item)
    return (
      <EmptyState
        icon={<CircleCheck strokeWidth={1.5} />}
        title={!isFirst ? t("endTitle") : isAppeals ? t("noAppealsTitle") : t("emptyTitle")}
        description={!isFirst ? t("endDetail") : isAppeals ? t("noAppealsDetail") : t("emptyDetail")}
      />
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular text-muted text-sm" aria-live="polite">
          {t(isFirst && !nextHref ? "place" : "placeOnPage", { at: place + 1, count: left.length })}
        </p>
        <div className="flex gap-2">
          <Button size="sm" onClick={() => move(-1)} disabled={place === 0}>
            {t("previous")}
          </Button>
          <Button size="sm" onClick={() => move(1)} disabled={isLast && !nextHref}>
            {t("next")}
          </Button>
        </div>
      </div>
      <ReviewedItem key={item.imageId} ref={card} item={item}>
        {problem ? <Callout tone="danger">{problem}</Callout> : null}
        {canDecide ? (
          <Decision
            refusing={refusing}
            onRefuseOpen={() => setRefusing(true)}
            onRefuseLeave={leaveRefusal}
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
