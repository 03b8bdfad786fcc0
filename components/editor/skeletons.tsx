import { Skeleton } from "@/components/ui/feedback/skeleton";

const times = (count: number) => Array.from({ length: count }, (_, index) => `part-${index}`);

/** The panel's fields to come. */
export function FormSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-5">
      <div className="grid grid-cols-4 gap-2">
        {times(8).map((key) => (
          <Skeleton key={key} className="h-15" />
        ))}
      </div>
      <Skeleton className="h-24" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  );
}

/** The whole screen while the page is on its way. */
export function EditorSkeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-busy
      aria-label={label}
      className="grid flex-1 md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[24rem_minmax(0,1fr)]"
    >
      <div className="hidden h-[calc(100dvh-var(--header))] flex-col border-line border-r bg-surface md:flex">
        <div className="min-h-0 flex-1 overflow-hidden p-5">
          <FormSkeleton />
        </div>
        <div className="border-line border-t p-5 pt-4">
          <Skeleton className="h-11" />
        </div>
      </div>
      <div className="flex items-center justify-center p-6 pb-24 md:pb-6">
        <Skeleton className="aspect-square max-h-full w-full max-w-xl" />
      </div>
    </div>
  );
}
