import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

/** The page's shape: title, navigation, the table of choices, the endpoints. */
export function NotificationsSettingsSkeleton() {
  return (
    <Page width="narrow">
      <Skeleton className="h-8 w-24" />
      <Skeleton className="h-10" />
      <Skeleton className="h-120 rounded-lg" />
      <Skeleton className="h-40 rounded-lg" />
    </Page>
  );
}
