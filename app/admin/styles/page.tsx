import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { NewStyle } from "@/components/admin/styles/new-style";
import { StyleFilters } from "@/components/admin/styles/style-filters";
import { StyleSheet } from "@/components/admin/styles/style-sheet";
import { StyleTable } from "@/components/admin/styles/style-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { listAllStyleTags } from "@/lib/styles/admin";
import {
  createStyleTagAction,
  mergeStyleTagsAction,
  setStylePreviewAction,
  updateStyleTagAction,
} from "./actions";

const PATH = "/admin/styles";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.styles");
  return { title: t("title") };
}

/** The style tags of the composer, by category, and one of them beside. */
export default async function StylesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.styles");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const params = await searchParams;
  const tags = await listAllStyleTags({ ctx });
  const categories = [...new Set(tags.map(({ category }) => category))].sort();
  const category = categories.find((name) => name === oneOf(params, "category"));
  const open = oneOf(params, "open");
  // One that was merged into another leads there.
  const tag = tags.find(({ slug, aliases }) => slug === open || aliases.some((alias) => alias === open));
  const writes = {
    ...{ update: updateStyleTagAction, merge: mergeStyleTagsAction },
    setPreview: setStylePreviewAction,
  };
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={canWrite ? <NewStyle create={createStyleTagAction} /> : null}
      />
      <StyleFilters path={PATH} category={category} categories={categories} />
      <StyleTable
        items={tags.filter((one) => category === undefined || one.category === category)}
        openSlug={open}
        hrefOf={(slug) => hrefWith(PATH, params, { open: slug })}
      />
      {tag ? (
        <StyleSheet
          tag={tag}
          others={tags.filter(({ slug }) => slug !== tag.slug)}
          writes={canWrite ? writes : null}
          closeHref={hrefWith(PATH, params, { open: null })}
        />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
