import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";
import { type ExploreFilters, exploreHref } from "../address";

const sorts = ["new", "popular"] as const;

/** Newest or most liked of late. Links, because each is a page of its own. */
export function SortTabs({ filters }: { filters: ExploreFilters }) {
  const t = useTranslations("explore.sorts");
  return (
    <nav aria-label={t("label")} className="flex gap-5 border-line border-b">
      {sorts.map((sort) => {
        const isHere = filters.sort === sort;
        return (
          <Link
            key={sort}
            href={exploreHref({ ...filters, sort })}
            prefetch={false}
            scroll={false}
            aria-current={isHere ? "page" : undefined}
            className={cn(
              "-mb-px flex h-11 items-center border-b-2 focus-visible:-outline-offset-2 sm:h-10",
              isHere ? "border-text font-medium text-text" : "border-transparent text-muted hover:text-text",
            )}
          >
            {t(sort)}
          </Link>
        );
      })}
    </nav>
  );
}
