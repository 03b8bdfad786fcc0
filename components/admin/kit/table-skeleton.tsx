import { Skeleton } from "@/components/ui/feedback/skeleton";

const lines = Array.from({ length: 10 }, (_, line) => `line-${line}`);

/** A page of the panel while its rows are read: title, filters, table. */
export function TableSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-9 w-full max-w-xl" />
      <div className="flex flex-col gap-px overflow-hidden rounded-lg border border-line bg-line">
        {lines.map((line) => (
          <div key={line} className="bg-surface p-3">
            <Skeleton className="h-4 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
