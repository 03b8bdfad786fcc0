import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundHref } from "@/components/admin/find/found-href";
import { FoundTable } from "@/components/admin/find/found-table";
import { oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/form/button";
import { requirePermissionPage } from "@/lib/entry/page";
import { findAnything } from "@/lib/stats/finder/find";
import { findAnythingInput } from "@/lib/stats/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.find");
  return { title: t("title") };
}

/** Leads from any id, address, name or number to its record; where there are several or none, it says so. */
export default async function FindPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.find");
  const q = findAnythingInput.shape.q.safeParse(oneOf(await searchParams, "q")).data?.trim() ?? "";
  const found = await findAnything({ ctx, input: { q } });
  const [first, ...others] = found;
  // Whoever follows a request from the only record that it made would come back to that.
  const isSeen = q.startsWith("req_") && first?.kind !== "request";
  if (first && others.length === 0 && !isSeen) redirect(foundHref(first));
  return (
    <Page width="full">
      <PageHeader
        title={t("title")}
        description={q === "" ? t("detail") : t(first ? "several" : "none", { q })}
        actions={
          q === "" || first ? null : (
            <Button asChild>
              <Link href={`/admin/users?q=${encodeURIComponent(q)}`}>{t("peopleWith")}</Link>
            </Button>
          )
        }
      />
      {first ? <FoundTable items={found} /> : null}
    </Page>
  );
}
