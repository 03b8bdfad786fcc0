import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnknownRecord } from "@/components/admin/find/unknown-record";
import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { ViewLinks } from "@/components/admin/nav/view-links";
import { JobFigures } from "@/components/admin/system/jobs/job-figures";
import { JobTable } from "@/components/admin/system/jobs/job-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/feedback/callout";
import { requirePermissionPage } from "@/lib/entry/page";
import { listJobs } from "@/lib/stats/jobs/read";
import { FailedRuns } from "./failed-runs";
import { JobRecord } from "./job-record";

const PATH = "/admin/system/jobs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.system.jobs");
  return { title: t("title") };
}

/**
 * What runs beside the requests: by the clock, and when something happens; or, with `status=failed`, the runs of all of
 * it that failed. Where an Inngest server runs the jobs, both histories stand there, and the page says so.
 */
export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.system.jobs");
  const params = await searchParams;
  const open = oneOf(params, "open");
  const all = await listJobs({ ctx });
  const job = all.jobs.find(({ id }) => id === open);
  const isFailed = oneOf(params, "status") === "failed" && !all.isOnServer;
  return (
    <Page width="full">
      <PageHeader title={t("title")} description={t("detail")} />
      {all.isOnServer ? (
        <Callout title={t("onServer")}>{t("onServerDetail")}</Callout>
      ) : (
        <>
          <JobFigures jobs={all} failuresHref={`${PATH}?status=failed&hours=168`} />
          <ViewLinks
            label={t("title")}
            views={[
              { href: PATH, label: t("views.jobs"), isHere: !isFailed },
              { href: `${PATH}?status=failed`, label: t("views.failedRuns"), isHere: isFailed },
            ]}
          />
        </>
      )}
      {isFailed ? (
        <FailedRuns ctx={ctx} path={PATH} params={params} jobs={all.jobs.map(({ id }) => id)} />
      ) : (
        <JobTable
          jobs={all.jobs}
          openId={open}
          hrefOf={(id) => hrefWith(PATH, params, { open: id, runs: null, after: null })}
          hasHistory={!all.isOnServer}
        />
      )}
      {job ? (
        <JobRecord ctx={ctx} job={job} path={PATH} params={params} isOnServer={all.isOnServer} />
      ) : open ? (
        <UnknownRecord id={open} closeHref={hrefWith(PATH, params, { open: null })} />
      ) : null}
    </Page>
  );
}
