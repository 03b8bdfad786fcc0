import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Section } from "@/components/admin/kit/section";
import { ExportForm } from "@/components/admin/money/export-form";
import { CheckList } from "@/components/admin/money/ledger/check-list";
import { EntryTable } from "@/components/admin/money/ledger/entry-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { userPlans } from "@/lib/accounts/schema";
import { listAllEntries, listLedgerChecks } from "@/lib/credits/admin/ledger";
import { ledgerEntryKinds, listAllEntriesInput } from "@/lib/credits/schema";
import { requirePermissionPage } from "@/lib/entry/page";
import { lastDays } from "@/lib/platform/http/export-days";
import { requestLedgerCheckAction } from "./actions";

const PATH = "/admin/money/ledger";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.money.ledger");
  return { title: t("title") };
}

/** Every movement of credits, and whether the whole of them agrees. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.money.ledger");
  const plans = await getTranslations("admin.users.plans");
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  const params = await searchParams;
  const { shape } = listAllEntriesInput;
  const input = {
    id: shape.id.safeParse(oneOf(params, "id")).data,
    userId: shape.userId.safeParse(oneOf(params, "user")).data,
    kind: shape.kind.safeParse(oneOf(params, "kind")).data,
    subjectId: shape.subjectId.safeParse(oneOf(params, "subject")).data,
    businessKey: shape.businessKey.safeParse(oneOf(params, "key")).data,
    ...filtersOf(shape, params, ["plan", "from", "to"]),
  };
  const cursor = oneOf(params, "cursor");
  const [{ items, nextCursor }, checks] = await Promise.all([
    listAllEntries({ ctx, input: { ...input, cursor } }),
    listLedgerChecks({ ctx }),
  ]);
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={t("detail")}
        actions={
          canWrite ? (
            <ActionDialog
              label={t("checkNow")}
              title={t("checkNow")}
              says={t("checkSays")}
              confirmLabel={t("checkNow")}
              action={requestLedgerCheckAction}
              input={{}}
              reason
              doneText={t("checkAsked")}
              disabled={checks.isRunning}
            />
          ) : null
        }
      />
      <FilterBar
        action={PATH}
        resetHref={PATH}
        fields={[
          { name: "id", label: t("id"), kind: "text", value: input.id, placeholder: "led_…" },
          { name: "user", label: t("userId"), kind: "text", value: input.userId, placeholder: "usr_…" },
          {
            ...{ name: "kind", label: t("kind"), kind: "select", value: input.kind },
            options: ledgerEntryKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          {
            ...{ name: "plan", label: t("plan"), kind: "select", value: input.plan },
            options: userPlans.map((value) => ({ value, label: plans(value) })),
          },
          {
            name: "subject",
            label: t("subject"),
            kind: "text",
            value: input.subjectId,
            placeholder: "gen_…",
          },
          {
            ...{ name: "key", label: t("businessKey"), kind: "text", value: input.businessKey },
            placeholder: "order:ord_…",
          },
          { name: "from", label: t("from"), kind: "date", value: input.from },
          { name: "to", label: t("to"), kind: "date", value: input.to },
        ]}
      />
      <EntryTable items={items} />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
      <Section title={t("checks")} description={t("checksDetail")}>
        <CheckList checks={checks} />
      </Section>
      <Section title={t("export")}>
        <ExportForm what="ledger" last={lastDays(ctx.now)} filters={input} />
      </Section>
    </Page>
  );
}
