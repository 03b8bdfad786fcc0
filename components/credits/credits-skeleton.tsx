import { Page } from "@/components/shell/page-header";
import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

export function CreditsSkeleton() {
  return (
    <Page>
      <Skeleton className="h-8 w-24" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-48 rounded-lg" />
        <Skeleton className="h-32 rounded-lg" />
      </div>
      <SkeletonText lines={8} />
    </Page>
  );
}
