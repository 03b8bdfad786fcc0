import { Skeleton } from "@/components/ui/feedback/skeleton";

const rows = ["a", "b", "c", "d", "e", "f"];

/** The list's shape: a day, and what came on it. */
export function NotificationsSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <Skeleton className="h-4 w-20 rounded-sm" />
      {rows.map((row) => (
        <div key={row} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-1/3 rounded-sm" />
          <Skeleton className="h-3.5 w-3/4 rounded-sm" />
        </div>
      ))}
    </div>
  );
}
