import Link from "next/link";
import { cn } from "@/lib/platform/cn";

interface ViewLinksProps {
  label: string;
  views: readonly { href: string; label: string; isHere: boolean }[];
}

/** From one view of a page to its other ones; the page stays where it is scrolled to. */
export function ViewLinks({ label, views }: ViewLinksProps) {
  return (
    <nav
      aria-label={label}
      className="flex w-fit flex-wrap gap-1 rounded-md border border-line bg-surface p-1"
    >
      {views.map((view) => (
        <Link
          key={view.href}
          href={view.href}
          scroll={false}
          aria-current={view.isHere ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-sm px-2.5 py-1 text-sm hover:bg-subtle",
            view.isHere ? "bg-subtle font-medium" : "text-muted",
          )}
        >
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
