import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { FormAction } from "@/components/shell/forms/answer";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationRecordView } from "@/lib/generations/schema";

type PanelAction = FormAction<never>;

interface RecordActionsProps {
  job: GenerationRecordView;
  /** Made with the page, so that pressing twice counts once. */
  idempotencyKey: string;
  cancel: PanelAction;
  refund: PanelAction;
  retry: PanelAction;
}

/** What may be done about one generation: stop it, or make good what went wrong. */
export function RecordActions({ job, idempotencyKey, cancel, refund, retry }: RecordActionsProps) {
  const t = useTranslations("admin.generations");
  const { id } = job;
  const left = (job.creditsUsed ?? 0) - job.refundedCredits;
  if (!hasEnded(job.status))
    return (
      <ActionDialog
        {...{ label: t("cancel"), title: t("cancelTitle"), says: t("cancelSays"), input: { id } }}
        {...{ confirmLabel: t("cancelConfirm"), doneText: t("cancelled"), action: cancel, reason: true }}
        {...({ tone: "danger", variant: "danger", disabled: job.cancelRequested } as const)}
      />
    );
  return (
    <>
      <ActionDialog
        {...{ label: t("refund"), title: t("refundTitle"), says: t("refundSays", { left }) }}
        {...{ confirmLabel: t("refund"), doneText: t("refundDone"), action: refund }}
        {...{ reason: true, password: true }}
        input={{ id, idempotencyKey }}
        fields={[
          {
            ...{ name: "amount", label: t("amount"), kind: "number", required: true, min: 1 },
            ...{ max: Math.max(1, left), value: String(Math.max(1, left)) },
          },
        ]}
        disabled={left <= 0}
      />
      <ActionDialog
        {...{ label: t("retry"), title: t("retryTitle"), says: t("retrySays"), input: { id } }}
        {...{ confirmLabel: t("retry"), doneText: t("retryDone"), action: retry }}
        {...{ reason: true, password: true }}
        disabled={job.retriedAs !== null || job.model.startsWith("cfg_")}
      />
    </>
  );
}
