"use client";

import { Flag } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { FormAction } from "@/components/shell/forms/answer";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import type { ReportedImageView } from "@/lib/gallery/schema";
import type { DecisionInput } from "./decision-input";
import { ReportRow } from "./report-row";

interface ReportsScreenProps {
  items: readonly ReportedImageView[];
  /** False on a page that begins behind others. */
  isFirst: boolean;
  canDecide: boolean;
  decide: FormAction<DecisionInput>;
  keep: FormAction<never>;
}

/** Public images that people reported, whoever has waited longest first. */
export function ReportsScreen({ items, isFirst, canDecide, decide, keep }: ReportsScreenProps) {
  const t = useTranslations("review");
  const router = useRouter();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const left = items.filter((item) => !done.has(item.imageId));
  // When all of a page is decided, its address holds what stood behind it.
  const isDone = items.length > 0 && left.length === 0;
  useEffect(() => {
    if (isDone) router.refresh();
  }, [isDone, router]);
  if (left.length === 0)
    return (
      <EmptyState
        icon={<Flag strokeWidth={1.5} />}
        title={isFirst ? t("noReportsTitle") : t("endTitle")}
        description={isFirst ? t("noReportsDetail") : t("endDetail")}
      />
    );
  return (
    <ul className="flex flex-col divide-y divide-line border-line border-y">
      {left.map((item) => (
        <ReportRow
          key={item.imageId}
          item={item}
          canDecide={canDecide}
          decide={decide}
          keep={keep}
          onDone={() => setDone((before) => new Set(before).add(item.imageId))}
        />
      ))}
    </ul>
  );
}
