import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AttemptTable } from "@/components/admin/generations/attempt-table";
import { RecordActions } from "@/components/admin/generations/record-actions";
import { RecordFacts } from "@/components/admin/generations/record-facts";
import { RecordMoney } from "@/components/admin/generations/record-money";
import { RecordPictures } from "@/components/admin/generations/record-pictures";
import { RecordTimeline } from "@/components/admin/generations/record-timeline";
import { ResolveActions } from "@/components/admin/generations/resolve-actions";
import { Section } from "@/components/admin/kit/section";
import { EntryList } from "@/components/admin/money/ledger/entry-list";
import { AuditTable } from "@/components/admin/system/audit/audit-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { permissionsOf } from "@/lib/accounts/rules";
import { listModelNames } from "@/lib/channels/admin/models";
import { listEntriesAbout } from "@/lib/credits/admin/ledger";
import { requirePermissionPage } from "@/lib/entry/page";
import { getGenerationRecord } from "@/lib/generations/admin/record";
import { retryGrantKey } from "@/lib/generations/admin/retry";
import { hasEnded } from "@/lib/generations/rules";
import { generationIdInput } from "@/lib/generations/schema";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { listAuditLines } from "@/lib/stats/audit/read";
import { listAllStyleTags } from "@/lib/styles/admin";
import {
  cancelAnyGenerationAction,
  refundGenerationAction,
  resolveAttemptAction,
  retryGenerationAction,
} from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.generations");
  return { title: t("one") };
}

/** Everything about one generation: what was asked, every call, every decision, pictures, and what moved of credits. */
export default async function GenerationPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const t = await getTranslations("admin.generations");
  const asked = generationIdInput.safeParse(await params);
  if (!asked.success) notFound();
  const { id } = asked.data;
  const job = await getGenerationRecord({ ctx, input: { id } }).catch(missing);
  const models = listModelNames({ ctx });
  const [entries, audit, styles] = await Promise.all([
    // The gift that paid for this one stands under the key of the one in whose stead it was placed.
    listEntriesAbout({
      ctx,
      input: { subjectId: id, businessKeys: job.retryOf ? [retryGrantKey(job.retryOf)] : [] },
    }),
    listAuditLines({ ctx, input: { subject: id, limit: 10 } }),
    listAllStyleTags({ ctx }),
  ]);
  const canWrite = permissionsOf(ctx.actor).includes("WRITE_ADMIN");
  return (
    <Page width="full">
      <PageHeader
        title={t("one")}
        description={job.id}
        actions={
          canWrite ? (
            <RecordActions
              {...{ job, idempotencyKey: newId("request"), cancel: cancelAnyGenerationAction }}
              {...{ refund: refundGenerationAction, retry: retryGenerationAction }}
            />
          ) : null
        }
      />
      <Section title={t("facts")}>
        <RecordFacts job={job} models={models} styles={styles} />
      </Section>
      <Section title={t("attempts")} description={t("attemptsDetail")}>
        <AttemptTable
          attempts={job.attempts}
          models={models}
          decide={(attempt) =>
            canWrite && attempt.state === "submission_unknown" && hasEnded(job.status) ? (
              <ResolveActions attemptId={attempt.id} resolve={resolveAttemptAction} />
            ) : (
              "–"
            )
          }
        />
      </Section>
      <Section title={t("timeline")}>
        <RecordTimeline timeline={job.timeline} />
      </Section>
      <Section title={t("images")} description={t("imagesDetail")}>
        <RecordPictures job={job} />
      </Section>
      <Section title={t("money")}>
        <RecordMoney job={job} />
        <EntryList entries={entries} />
      </Section>
      <Section title={t("audit")}>
        <AuditTable
          isOfRecord
          items={audit.items}
          openId={undefined}
          hrefOf={(line) => `/admin/system/audit?subject=${id}&open=${line}`}
        />
      </Section>
    </Page>
  );
}

const missing = (error: unknown): never => {
  if (error instanceof AppError && error.status === 404) notFound();
  throw error;
};
