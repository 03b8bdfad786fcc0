import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { JobFigures } from "@/components/admin/system/jobs/job-figures";
import { JobSheet } from "@/components/admin/system/jobs/job-sheet";
import { JobTable } from "@/components/admin/system/jobs/job-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { permissionsOf } from "@/lib/accounts/rules";
import { requirePermissionPage } from "@/lib/entry/page";
import { findJob, listJobs } from "@/lib/stats/jobs/read";
import { runJobAction } from "./actions";

const PATH = "/admin/system/jobs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.jobs");
  return { title: t("title") };
}

/** What runs beside the requests: by the clock, and when something happens. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.jobs");
  const params = await searchParams;
  const open = oneOf(params, "open");
  const [all, found] = await Promise.all([
    listJobs({ ctx }),
    open === undefined ? null : findJob({ ctx, input: { id: open } }),
  ]);
  const job = found && all.jobs.find(({ id }) => id === found.id);
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      {all.isOnServer ? (
        <Callout title={t("onServer")}>{t("onServerDetail")}</Callout>
      ) : (
        <JobFigures jobs={all} />
      )}
      <JobTable
        jobs={all.jobs}
        openId={open}
        hrefOf={(id) => hrefWith(PATH, params, { open: id })}
        hasHistory={!all.isOnServer}
      />
      {job && found ? (
        <JobSheet
          job={job}
          runs={found.runs}
          closeHref={hrefWith(PATH, params, { open: null })}
          canWrite={permissionsOf(ctx.actor).includes("WRITE_ADMIN")}
          hasHistory={!all.isOnServer}
          run={runJobAction}
        />
      ) : null}
    </Page>
  );
}
