import { LoaderCircle } from "lucide-react";
import { cn } from "@/lib/platform/cn";

/** Something is being fetched; `label` is read aloud. For content of a known shape use Skeleton. */
export function Spinner({ label, className }: { label: string; className?: string }) {
  return (
    <span role="status" className="inline-flex">
      <LoaderCircle
        strokeWidth={1.5}
        className={cn("size-5 animate-spin text-muted", className)}
        aria-hidden
      />
      <span className="sr-only">{label}</span>
    </span>
  );
}
