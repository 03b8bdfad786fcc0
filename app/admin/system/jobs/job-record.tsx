import { hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { JobSheet, type RunHistory } from "@/components/admin/system/jobs/job-sheet";
import { permissionsOf } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { listFailedRuns } from "@/lib/stats/jobs/failed";
import { findJob } from "@/lib/stats/jobs/read";
import type { JobView } from "@/lib/stats/schema";
import { runJobAction } from "./actions";

interface JobRecordProps {
  ctx: Ctx;
  job: JobView;
  path: string;
  params: SearchParams;
  isOnServer: boolean;
}

const SHOWN_FAILED = 20;

/** The job that an address names, beside the list: its last runs, or page by page those that failed. */
export async function JobRecord({ ctx, job, path, params, isOnServer }: JobRecordProps) {
  const closeHref = hrefWith(path, params, { open: null, runs: null, after: null });
  const history = isOnServer ? null : await readHistory({ ctx, job, path, params });
  return (
    <JobSheet
      job={job}
      history={history}
      closeHref={closeHref}
      canWrite={permissionsOf(ctx.actor).includes("WRITE_ADMIN")}
      run={runJobAction}
    />
  );
}

async function readHistory({
  ctx,
  job: { id },
  path,
  params,
}: Omit<JobRecordProps, "isOnServer">): Promise<RunHistory> {
  const isFailedOnly = oneOf(params, "runs") === "failed";
  const found = isFailedOnly
    ? await listFailedRuns({ ctx, input: { job: id, cursor: oneOf(params, "after"), limit: SHOWN_FAILED } })
    : { items: (await findJob({ ctx, input: { id } }))?.runs ?? [], nextCursor: null };
  return {
    runs: found.items,
    isFailedOnly,
    allHref: hrefWith(path, params, { runs: null, after: null }),
    failedHref: hrefWith(path, params, { runs: "failed", after: null }),
    nextHref: found.nextCursor && hrefWith(path, params, { after: found.nextCursor }),
  };
}
