import { GridSkeleton } from "@/components/library/library-states";
import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

export default function LibraryLoading() {
  return (
    <Page width="full" className="gap-4 sm:gap-5">
      <Skeleton className="h-8 w-24" />
      <Skeleton className="my-2 h-9 w-full max-w-sm" />
      <GridSkeleton />
    </Page>
  );
}
