import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { GalleryTag } from "@/lib/gallery/schema";
import { cn } from "@/lib/platform/cn";
import { type ExploreFilters, exploreHref } from "../address";

/** Beyond these nobody scrolls; the search finds the rest by name. */
const MAX_TAGS = 40;

/** A style with its names; how many public images have it is not always known. */
export type NamedTag = Pick<GalleryTag, "slug" | "name" | "nameEn"> & { images?: number };

export const tagName = (tag: Pick<NamedTag, "name" | "nameEn">, locale: string): string =>
  locale === "en" ? tag.nameEn : tag.name;

interface TagRowProps {
  filters: ExploreFilters;
  tags: readonly GalleryTag[];
  /** The style of the address, which may have its first image only just now. */
  chosen: NamedTag | null;
}

/** The styles that public images have, most used first, in a row that scrolls; the chosen one comes first. */
export function TagRow({ filters, tags, chosen }: TagRowProps) {
  const t = useTranslations("explore.tags");
  const locale = useLocale();
  if (tags.length === 0) return null;
  const others: NamedTag[] = tags.filter((tag) => tag.slug !== chosen?.slug).slice(0, MAX_TAGS);
  return (
    <nav
      aria-label={t("label")}
      className="-mx-1 overflow-x-auto px-1 py-1 [scrollbar-width:none] max-sm:-mx-4 max-sm:px-4"
    >
      <ul className="flex w-max gap-2">
        <Chip href={exploreHref({ ...filters, tag: undefined })} isHere={!filters.tag}>
          {t("all")}
        </Chip>
        {(chosen ? [chosen, ...others] : others).map((tag) => (
          <Chip
            key={tag.slug}
            href={exploreHref({ ...filters, tag: tag.slug })}
            isHere={tag === chosen}
            count={tag.images}
          >
            {tagName(tag, locale)}
          </Chip>
        ))}
      </ul>
    </nav>
  );
}

interface ChipProps {
  href: string;
  isHere: boolean;
  count?: number;
  children: string;
}

const Chip = ({ href, isHere, count, children }: ChipProps) => (
  <li>
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex h-9 items-center gap-1.5 rounded-full border px-3.5 sm:h-8",
        isHere ? "border-text bg-text text-background" : "border-line bg-surface text-text hover:bg-subtle",
      )}
    >
      {children}
      {count === undefined ? null : (
        <span className={cn("tabular text-xs", isHere ? "" : "text-muted")}>{count}</span>
      )}
    </Link>
  </li>
);
