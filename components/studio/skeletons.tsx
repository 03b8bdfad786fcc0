import { Skeleton } from "@/components/ui/feedback/skeleton";

const times = (count: number) => Array.from({ length: count }, (_, index) => `part-${index}`);

/** The composer's fields to come. */
export function FieldsSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-5">
      <Skeleton className="h-36" />
      <Skeleton className="h-8 w-28" />
      <div className="grid grid-cols-4 gap-2">
        {times(8).map((key) => (
          <Skeleton key={key} className="h-17" />
        ))}
      </div>
      {times(3).map((key) => (
        <Skeleton key={key} className="h-9" />
      ))}
    </div>
  );
}

/** Two generations to come. */
export function ResultsSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-busy aria-label={label} className="flex flex-col gap-10">
      {["first", "second"].map((card) => (
        <div key={card} className="flex flex-col gap-3" aria-hidden>
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-3.5 w-2/5" />
          <div className="grid grid-cols-2 gap-2 lg:grid-cols-4">
            {times(4).map((key) => (
              <Skeleton key={key} className="aspect-square" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The whole screen while the page is on its way. */
export function StudioSkeleton({ label }: { label: string }) {
  return (
    <div className="grid flex-1 md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)]">
      <div className="hidden h-[calc(100dvh-var(--header))] flex-col border-line border-r bg-surface md:flex">
        <div className="min-h-0 flex-1 overflow-hidden p-5">
          <FieldsSkeleton />
        </div>
        <div className="border-line border-t p-5 pt-4">
          <Skeleton className="h-11" />
        </div>
      </div>
      <div className="px-safe py-6 lg:px-8">
        <ResultsSkeleton label={label} />
      </div>
    </div>
  );
}
