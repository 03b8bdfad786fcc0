import { Skeleton, SkeletonText } from "@/components/ui/feedback/skeleton";

const rows = ["one", "two", "three", "four", "five", "six"];

/** Rows in the shape of the list to come. */
export function HistorySkeleton() {
  return (
    <div aria-hidden className="flex flex-col divide-y divide-line border-line border-y">
      {rows.map((row) => (
        <div key={row} className="flex gap-6 py-4">
          <SkeletonText className="flex-1 py-1" />
          <Skeleton className="hidden size-14 rounded-sm sm:block" />
        </div>
      ))}
    </div>
  );
}
