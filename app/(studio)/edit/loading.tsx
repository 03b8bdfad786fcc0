import { Page } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/feedback/skeleton";

export default function EditStartLoading() {
  return (
    <Page width="wide">
      <Skeleton className="h-8 w-32" />
      <Skeleton className="h-48" />
      <Skeleton className="h-40" />
    </Page>
  );
}
