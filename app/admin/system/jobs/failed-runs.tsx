import { getTranslations } from "next-intl/server";
import { CursorLinks } from "@/components/admin/kit/cursor-links";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { filtersOf, hrefWith, oneOf, type SearchParams } from "@/components/admin/kit/search-params";
import { FailedTable } from "@/components/admin/system/jobs/failed-table";
import type { Ctx } from "@/lib/platform/context";
import { listFailedRuns } from "@/lib/stats/jobs/failed";
import { listFailedRunsInput } from "@/lib/stats/schema";

interface FailedRunsProps {
  ctx: Ctx;
  path: string;
  params: SearchParams;
  /** The ids of all jobs. */
  jobs: readonly string[];
}

/** What the figures of failures count, in hours before now. */
const spans = ["24", "168"] as const;

/** The failed runs of all jobs, by when they failed. */
export async function FailedRuns({ ctx, path, params, jobs }: FailedRunsProps) {
  const t = await getTranslations("admin.system.jobs");
  const name = await getTranslations("admin.system.jobs.names");
  const input = filtersOf(listFailedRunsInput.shape, params, ["job", "from", "to", "hours"]);
  const cursor = oneOf(params, "cursor");
  const { items, nextCursor } = await listFailedRuns({ ctx, input: { ...input, cursor } });
  const nameOf = (id: string) => {
    // Functions may be added without words of their own.
    const key = id as "purge-trash";
    return name.has(key) ? name(key) : id;
  };
  return (
    <>
      <FilterBar
        action={path}
        resetHref={`${path}?status=failed`}
        hidden={{ status: "failed" }}
        fields={[
          {
            ...{ name: "job", label: t("job"), kind: "select", value: input.job },
            options: jobs.map((value) => ({ value, label: nameOf(value) })),
          },
          {
            ...{ name: "hours", label: t("span"), kind: "select", value: input.hours?.toString() },
            options: spans.map((value) => ({ value, label: t("lastHours", { hours: Number(value) }) })),
          },
          { name: "from", label: t("failedFrom"), kind: "date", value: input.from },
          { name: "to", label: t("failedTo"), kind: "date", value: input.to },
        ]}
      />
      <FailedTable
        items={items}
        openId={oneOf(params, "open")}
        hrefOf={(job) => hrefWith(path, params, { open: job, runs: "failed", after: null })}
      />
      <CursorLinks path={path} params={params} nextCursor={nextCursor} />
    </>
  );
}
