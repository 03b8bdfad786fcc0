import { cn } from "@/lib/platform/cn";

interface ProgressProps {
  /** 0 to 100; null when nothing is known yet. */
  value: number | null;
  label: string;
  className?: string;
}

/** A line that fills; it moves by transform only, so it never lays the page out again. */
export function Progress({ value, label, className }: ProgressProps) {
  const percent = value === null ? null : Math.min(100, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      className={cn("h-1 w-full overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={cn(
          "h-full w-full origin-left rounded-full bg-text transition-transform duration-250 ease-out",
          percent === null && "animate-pulse",
        )}
        style={{ transform: `scaleX(${percent === null ? 1 : percent / 100})` }}
      />
    </div>
  );
}
