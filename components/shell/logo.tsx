import { cn } from "@/lib/platform/cn";

/** The seal: a cinnabar square with 芯 cut into it, drawn as strokes so that no font is needed. */
export function Seal({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden focusable="false" className={cn("size-7 shrink-0", className)}>
      <rect x="1" y="1" width="30" height="30" rx="6" className="fill-accent" />
      <g
        fill="none"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      >
        <path d="M6.5 10h19M11.8 6.3v7.2M20.2 6.3v7.2" />
        <path d="M8.6 18.4 7 23.2M12.6 17v6.2c0 1.6.8 2.3 2.5 2.3h2.6c1.7 0 2.6-.8 2.8-2.9M16.3 16.2l2 3M22.6 17.6l2.6 3.8" />
      </g>
    </svg>
  );
}

/** Seal and name. The name is text, so it follows the language and the theme. */
export function Logo({ name, className }: { name: string; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5", className)}>
      <Seal />
      <span className="font-semibold text-lg tracking-tight">{name}</span>
    </span>
  );
}
