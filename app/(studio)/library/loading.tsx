import { GridSkeleton } from "@/components/library/library-states";
import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

export default function LibraryLoading() {
  return (
    <Page width="full" className="gap-8 lg:flex-row">
      <Skeleton className="hidden h-96 w-60 shrink-0 lg:block" />
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <Skeleton className="h-10 w-24 sm:h-9" />
        <Skeleton className="h-10 w-full rounded-full lg:hidden" />
        <Skeleton className="my-2 h-11 w-full max-w-sm sm:h-9" />
        <GridSkeleton />
      </div>
    </Page>
  );
}
