import { Page } from "@/components/shell/page-header";
import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

/**
 * A picture and what is said of it. Who may not see the panel hears that there is no such page from the layout, which
 * stands above this and answers before any of it is sent.
 */
export default function Loading() {
  return (
    <Page width="full">
      <div aria-busy className="flex flex-col gap-5">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-5 w-32" />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Skeleton className="aspect-square max-h-[70vh] w-full" />
          <div className="flex flex-col gap-5">
            <SkeletonText lines={4} />
            <SkeletonText lines={3} />
            <Skeleton className="h-9 w-40" />
          </div>
        </div>
      </div>
    </Page>
  );
}
