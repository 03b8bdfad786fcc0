import { Page } from "@/components/shell/page-header";
import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

/** The page's shape: title, navigation, introduction, cards. */
export function KeysSkeleton() {
  return (
    <Page width="narrow">
      <Skeleton className="h-8 w-24" />
      <Skeleton className="h-10" />
      <SkeletonText lines={2} />
      <Skeleton className="h-56 rounded-lg" />
      <Skeleton className="h-56 rounded-lg" />
    </Page>
  );
}
