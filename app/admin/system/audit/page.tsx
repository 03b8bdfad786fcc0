import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { AuditFilters } from "@/components/admin/system/audit/audit-filters";
import { AuditSheet } from "@/components/admin/system/audit/audit-sheet";
import { AuditTable } from "@/components/admin/system/audit/audit-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { listAuditInput } from "@/lib/audit/schema";
import { requirePermissionPage } from "@/lib/entry/page";
import { findAuditLine, listAuditActions, listAuditLines } from "@/lib/stats/audit/read";

const PATH = "/admin/system/audit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.audit");
  return { title: t("title") };
}

/** Who wrote what, newest first. A filter that cannot be right is as good as none. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.audit");
  const params = await searchParams;
  const input = filtersOf(listAuditInput.shape, params, [
    "actor",
    "subject",
    "action",
    "request",
    "from",
    "to",
  ]);
  const open = oneOf(params, "open");
  const cursor = oneOf(params, "cursor");
  const [lines, actions, line] = await Promise.all([
    listAuditLines({ ctx, input: { ...input, cursor } }),
    listAuditActions({ ctx }),
    open === undefined ? null : findAuditLine({ ctx, input: { id: open } }),
  ]);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      <AuditFilters path={PATH} set={input} actions={actions} />
      <AuditTable items={lines.items} openId={open} hrefOf={(id) => hrefWith(PATH, params, { open: id })} />
      <CursorLinks path={PATH} params={params} nextCursor={lines.nextCursor} />
      {line ? (
        <AuditSheet line={line} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
