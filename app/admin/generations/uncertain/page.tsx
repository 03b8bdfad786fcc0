import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UncertainTable } from "@/components/admin/generations/uncertain-table";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { permissionsOf } from "@/lib/accounts/rules";
import { listModelNames } from "@/lib/channels/admin/models";
import { requirePermissionPage } from "@/lib/entry/page";
import { listUncertain } from "@/lib/generations/admin/uncertain";
import { resolveAttemptAction } from "../actions";

const PATH = "/admin/generations/uncertain";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.generations");
  return { title: t("uncertain") };
}

/** Orders of which the platform never learned what became of them, for somebody who can ask the vendor. */
export default async function UncertainPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.generations");
  const params = await searchParams;
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listUncertain({ ctx, input: { cursor } });
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  return (
    <Page width="full">
      <PageHeader title={t("uncertain")} description={t("uncertainDetail")} />
      <Callout title={t("moneyTitle")}>{t("moneyDetail")}</Callout>
      <UncertainTable
        items={items}
        models={listModelNames({ ctx })}
        resolve={canWrite ? resolveAttemptAction : null}
      />
      <CursorLinks path={PATH} params={params} nextCursor={nextCursor} />
    </Page>
  );
}
