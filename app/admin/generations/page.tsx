import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { GenerationTable } from "@/components/admin/generations/generation-table";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { Button } from "@/components/ui/form/button";
import { requirePermissionPage } from "@/lib/entry/page";
import { findGenerationBy } from "@/lib/generations/admin/find";
import { listAllGenerations } from "@/lib/generations/admin/list";
import { countUncertain } from "@/lib/generations/admin/uncertain";
import { failureCodes, generationStatuses, listAllGenerationsInput } from "@/lib/generations/schema";

const PATH = "/admin/generations";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.generations");
  return { title: t("title") };
}

/** Everybody's generations, newest first; an id leads to its job at once. A filter that cannot be right is as good as none. */
export default async function GenerationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.generations");
  const params = await searchParams;
  const id = oneOf(params, "id");
  const found = id === undefined ? null : await findGenerationBy({ ctx, input: { id } });
  if (found !== null) redirect(`${PATH}/${found}`);
  const input = filtersOf(listAllGenerationsInput.shape, params, [
    "status",
    "model",
    "provider",
    "errorCode",
    "userId",
  ]);
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, uncertain] = await Promise.all([
    listAllGenerations({ ctx, input: { ...input, cursor } }),
    countUncertain({ ctx }),
  ]);
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
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          { name: "id", label: t("find"), kind: "text", value: id, placeholder: t("findHint") },
          {
            ...{ name: "status", label: t("status"), kind: "select", value: input.status },
            options: generationStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
          { name: "model", label: t("model"), kind: "text", value: input.model },
          { name: "provider", label: t("provider"), kind: "text", value: input.provider },
          {
            ...{ name: "errorCode", label: t("error"), kind: "select", value: input.errorCode },
            options: failureCodes.map((value) => ({ value, label: value })),
          },
          { name: "userId", label: t("user"), kind: "text", value: input.userId, placeholder: "usr_…" },
        ]}
      />
      {id !== undefined ? <Callout tone="warning">{t("notFound", { id })}</Callout> : null}
      {isPart ? <Callout>{t("noneHere")}</Callout> : <GenerationTable items={items} />}
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
