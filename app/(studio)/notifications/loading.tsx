import { NotificationsSkeleton } from "@/components/notifications/notifications-skeleton";
import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

export default function NotificationsLoading() {
  return (
    <Page width="narrow">
      <Skeleton className="h-8 w-24" />
      <Skeleton className="h-10 w-48" />
      <NotificationsSkeleton />
    </Page>
  );
}
