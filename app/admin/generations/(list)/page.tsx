import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { GenerationFilters } from "@/components/admin/generations/generation-filters";
import { GenerationTable } from "@/components/admin/generations/generation-table";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { filtersOf, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { listModelNames } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import { findGenerationBy, findUploadBy } from "@/lib/generations/admin/find";
import { generationFilters, listAllGenerations } from "@/lib/generations/admin/list";
import { countUncertain } from "@/lib/generations/admin/uncertain";
import { goesByEnd } from "@/lib/generations/rules";
import { listAllGenerationsInput } from "@/lib/generations/schema";

const PATH = "/admin/generations";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.generations");
  return { title: t("title") };
}

/** Everybody's generations in the order of `listAllGenerations`; an id leads to its job at once. A filter that cannot be right is as good as none. */
export default async function GenerationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.generations");
  const params = await searchParams;
  const id = oneOf(params, "id");
  const found = id === undefined ? null : await findGenerationBy({ ctx, input: { id } });
  if (found !== null) redirect(`${PATH}/${found}`);
  const upload = id === undefined ? null : await findUploadBy({ ctx, input: { id } });
  if (upload !== null) redirect(`/admin/content/images/${upload}`);
  const asked = filtersOf(listAllGenerationsInput.shape, params, generationFilters);
  const isByEnd = goesByEnd(asked);
  const input = { ...asked, by: asked.by === "finished" && !isByEnd ? undefined : asked.by };
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, uncertain] = await Promise.all([
    listAllGenerations({ ctx, input: { ...input, cursor } }),
    countUncertain({ ctx }),
  ]);
  const models = listModelNames({ ctx });
  const isPart = items.length === 0 && nextCursor !== null;
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={
          <Button asChild>
            <Link href={`${PATH}/uncertain`}>
              {t("toUncertain", { count: uncertain.waiting, more: uncertain.more ? "+" : "" })}
            </Link>
          </Button>
        }
      />
      <GenerationFilters path={PATH} set={{ id, ...input }} models={models} />
      {id !== undefined ? <Callout tone="warning">{t("notFound", { id })}</Callout> : null}
      {isPart ? (
        <Callout>{t("noneHere")}</Callout>
      ) : (
        <GenerationTable items={items} models={models} isByEnd={isByEnd} />
      )}
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
