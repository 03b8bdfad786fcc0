import { TableSkeleton } from "@/components/admin/kit/table-skeleton";
import { Page } from "@/components/shell/page-header";

export default function Loading() {
  return (
    <Page width="full">
      <TableSkeleton />
    </Page>
  );
}
