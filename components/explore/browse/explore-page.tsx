import { Compass, SearchX } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/feedback/empty-state";
import { buttonVariants } from "@/components/ui/form/button";
import type { GalleryTag } from "@/lib/gallery/schema";
import { type ExploreFilters, exploreHref } from "../address";
import type { CellPage } from "../calls";
import { ExploreGrid } from "../grid/explore-grid";
import { SearchForm } from "./search-form";
import { SortTabs } from "./sort-tabs";
import { type NamedTag, TagRow, tagName } from "./tag-row";

interface ExplorePageProps {
  filters: ExploreFilters;
  page: CellPage;
  tags: readonly GalleryTag[];
  /** The style that the address names, where there is such a one. */
  style: NamedTag | null;
  isPhone: boolean;
}

/** The public gallery: search, order, styles, and pictures without end. */
export function ExplorePage({ filters, page, tags, style: chosen, isPhone }: ExplorePageProps) {
  const t = useTranslations("explore");
  const locale = useLocale();
  const { tag, q } = filters;
  const style = chosen ? tagName(chosen, locale) : tag;
  const label = q ? t("resultsLabel", { q }) : t("gridLabel");
  return (
    <Page width="full" className="gap-5">
      <PageHeader title={style ?? t("title")} description={t("lead")} actions={<SearchForm q={q} />} />
      <div className="flex flex-col gap-3">
        {q ? null : <SortTabs filters={filters} />}
        <TagRow filters={filters} tags={tags} chosen={chosen} />
      </div>
      {q && page.cells.length > 0 ? (
        <p className="break-words">
          {t("results", { q })} <span className="text-muted">{t("resultsOrder")}</span>
        </p>
      ) : null}
      {page.cells.length > 0 || page.nextCursor ? (
        <div>
          <ExploreGrid
            key={`${exploreHref(filters)} ${page.cells[0]?.id}`}
            filters={filters}
            first={page}
            label={label}
            untitled={t("untitled")}
            isPhone={isPhone}
            empty={<Nothing filters={filters} style={style} />}
          />
        </div>
      ) : (
        <Nothing filters={filters} style={style} />
      )}
    </Page>
  );
}

/** Nothing found, or nothing there yet: why, and the one thing to do. */
function Nothing({ filters, style }: { filters: ExploreFilters; style: string | undefined }) {
  const t = useTranslations("explore.empty");
  const { q } = filters;
  const kind = q ? (style ? "searchInStyle" : "search") : style ? "style" : "gallery";
  const way = {
    searchInStyle: exploreHref({ sort: "new", q }),
    search: "/explore",
    style: "/explore",
    gallery: "/create",
  }[kind];
  return (
    <EmptyState
      icon={q ? <SearchX strokeWidth={1.5} /> : <Compass strokeWidth={1.5} />}
      title={t(`${kind}.title`, { q: q ?? "", style: style ?? "" })}
      description={t(`${kind}.detail`)}
      action={
        <Link href={way} prefetch={false} className={buttonVariants({ variant: "primary" })}>
          {t(`${kind}.action`)}
        </Link>
      }
    />
  );
}
