import { getTranslations } from "next-intl/server";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { Moment } from "@/components/admin/kit/moment";
import { RunState } from "@/components/admin/system/jobs/run-state";
import { BILL_JOB } from "@/lib/orders/rules";
import type { Ctx } from "@/lib/platform/context";
import { findJob } from "@/lib/stats/jobs/read";
import { checkTradeBillsAction } from "./actions";

interface BillCheckProps {
  ctx: Ctx;
  /** False for who may only look. */
  canWrite: boolean;
}

/** When the trade bills were last gone after, and a button that has it done now. */
export async function BillCheck({ ctx, canWrite }: BillCheckProps) {
  const t = await getTranslations("admin.money.differences");
  const job = await findJob({ ctx, input: { id: BILL_JOB } });
  const last = job?.runs[0];
  return (
    <div className="flex flex-wrap items-center justify-end gap-3 text-sm">
      {last ? (
        <span className="flex flex-wrap items-center gap-2 text-muted">
          {t("lastCheck")} <Moment at={last.startedAt} /> <RunState state={last.state} />
        </span>
      ) : (
        <span className="text-muted">{job?.isOnServer ? t("lastCheckOnServer") : t("neverChecked")}</span>
      )}
      {canWrite ? (
        <ActionDialog
          label={t("checkNow")}
          title={t("checkNow")}
          says={t("checkSays")}
          confirmLabel={t("checkNow")}
          action={checkTradeBillsAction}
          input={{}}
          doneText={t("checkAsked")}
        />
      ) : null}
    </div>
  );
}
