import { Page } from "@/components/shell/page-header";
import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

/** The page's shape: title, navigation, introduction, list. */
export function ProgramsSkeleton() {
  return (
    <Page width="narrow">
      <Skeleton className="h-8 w-24" />
      <Skeleton className="h-10" />
      <SkeletonText lines={2} />
      <Skeleton className="h-64 rounded-lg" />
    </Page>
  );
}
