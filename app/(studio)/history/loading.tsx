import { HistorySkeleton } from "@/components/history/history-skeleton";
import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

export default function HistoryLoading() {
  return (
    <Page>
      <Skeleton className="h-8 w-24" />
      <HistorySkeleton />
    </Page>
  );
}
