import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";

interface RunViewsProps {
  label: string;
  views: readonly { key: "jobs" | "allRuns" | "failedRuns"; href: string; isHere: boolean }[];
}

/** From one list of runs or jobs to another one. */
export function RunViews({ label, views }: RunViewsProps) {
  const t = useTranslations("admin.system.jobs.views");
  return (
    <nav
      aria-label={label}
      className="flex w-fit flex-wrap gap-1 rounded-md border border-line bg-surface p-1"
    >
      {views.map(({ key, href, isHere }) => (
        <Link
          key={key}
          href={href}
          scroll={false}
          aria-current={isHere ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-sm px-2.5 py-1 text-sm hover:bg-subtle",
            isHere ? "bg-subtle font-medium" : "text-muted",
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
