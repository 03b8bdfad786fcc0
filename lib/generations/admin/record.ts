import { asc, eq, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import {
  apiConfigs,
  channels,
  creditReservations,
  generatedImages,
  generationAttempts,
  generationInputs,
  generationOutputs,
  generations,
  generationTimeline,
  ledgerEntries,
  ledgerLines,
  publications,
} from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { isShownToReviewers } from "@/lib/images/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { countOfPart } from "../rules";
import {
  type AttemptRecordView,
  type GenerationRecordView,
  type RecordImageView,
  timelineKinds,
} from "../schema";
import { readCost } from "./cost";
import { viewRows } from "./list";
import { retryKey } from "./retry";

/** More attempts and pictures than any generation may have; its timeline is cut after this many entries. */
const MOST = 500;

type Row = typeof generations.$inferSelect;

/** Everything that is known of anybody's generation but its ledger entries; each part by an index of its own. */
export async function getGenerationRecord({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<GenerationRecordView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [row] = await executor(ctx).select().from(generations).where(eq(generations.id, input.id));
  const [summary] = row ? await viewRows(ctx, [pickRow(row)]) : [];
  if (!row || !summary) throw notFound("generation");
  const [attempts, money, rest] = await Promise.all([
    listAttempts(ctx, row),
    readMoney(ctx, row),
    readParts(ctx, row),
  ]);
  const cost = await readCost(ctx, row, attempts, rest.timeline);
  const { params, prompt, negativePrompt, translatedPrompt, styleTags, ratio, tier, quality, seed } = row;
  const { warnings, errorMsg, runId, requestId, idempotencyKey, dispatchCount, stage, progressPercent } = row;
  return {
    ...summary,
    ...{ params: { ...params }, prompt, negativePrompt, translatedPrompt, styleTags, ratio, tier, quality },
    ...{ seed, warnings, errorMsg, runId, requestId, idempotencyKey, dispatchCount, stage, progressPercent },
    cancelRequestedAt: row.cancelRequestedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    waitMs: row.startedAt ? row.startedAt.getTime() - row.createdAt.getTime() : null,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      costMicroYuan: cost?.byOrdinal.get(attempt.ordinal) ?? null,
    })),
    ...rest,
    ...money,
    costMicroYuan: cost?.total ?? null,
  };
}

const pickRow = ({
  id,
  userId,
  status,
  cancelRequestedAt,
  operation,
  provider,
  model,
  count,
  ...row
}: Row) => ({
  ...{ id, userId, status, cancelRequestedAt, operation, provider, model, count },
  deliveredCount: row.deliveredCount,
  priceCredits: row.priceCredits,
  creditsUsed: row.creditsUsed,
  errorCode: row.errorCode,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
});

async function listAttempts(ctx: Ctx, job: Row): Promise<Omit<AttemptRecordView, "costMicroYuan">[]> {
  const rows = await executor(ctx)
    .select({ attempt: generationAttempts, channel: apiConfigs.name })
    .from(generationAttempts)
    .leftJoin(channels, eq(channels.id, generationAttempts.channelId))
    .leftJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(eq(generationAttempts.generationId, job.id))
    .orderBy(asc(generationAttempts.ordinal))
    .limit(MOST);
  return rows.map(({ attempt, channel }) => {
    const { id, ordinal, part, provider, model, state, externalId, cause, errorClass } = attempt;
    return {
      ...{ id, ordinal, part, provider, model, channel, state, externalId, cause, errorClass },
      errorMessage: attempt.errorMessage,
      resolution: attempt.resolution,
      resolvedBy: attempt.resolvedBy,
      resolvedAt: attempt.resolvedAt?.toISOString() ?? null,
      submittedAt: attempt.submittedAt?.toISOString() ?? null,
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
      durationMs:
        attempt.submittedAt && attempt.finishedAt
          ? attempt.finishedAt.getTime() - attempt.submittedAt.getTime()
          : null,
      createdAt: attempt.createdAt.toISOString(),
      pictures: countOfPart(job, part),
    };
  });
}

async function readParts(ctx: Ctx, { id }: Row) {
  const from = executor(ctx);
  const [timeline, inputs, outputs, images] = await Promise.all([
    from
      .select()
      .from(generationTimeline)
      .where(eq(generationTimeline.generationId, id))
      .orderBy(asc(generationTimeline.createdAt), asc(generationTimeline.id))
      .limit(MOST),
    from
      .select({ role: generationInputs.role, imageId: generationInputs.imageId })
      .from(generationInputs)
      .where(eq(generationInputs.generationId, id))
      .orderBy(asc(generationInputs.ordinal))
      .limit(MOST),
    from
      .select()
      .from(generationOutputs)
      .where(eq(generationOutputs.generationId, id))
      .orderBy(asc(generationOutputs.ordinal))
      .limit(MOST),
    from
      .select({ image: generatedImages, publication: publications.state })
      .from(generatedImages)
      .leftJoin(publications, eq(publications.imageId, generatedImages.id))
      .where(eq(generatedImages.generationId, id))
      .orderBy(asc(generatedImages.ordinal))
      .limit(MOST),
  ]);
  return {
    timeline: timeline.flatMap(({ part, kind, data, createdAt }) => {
      const known = timelineKinds.find((one) => one === kind);
      return known ? [{ part, kind: known, data, at: createdAt.toISOString() }] : [];
    }),
    inputs,
    outputs: outputs.map(({ ordinal, sizeBytes, fetchTries, createdAt }) => ({
      ...{ ordinal, sizeBytes, fetchTries },
      createdAt: createdAt.toISOString(),
    })),
    images: images.map(({ image, publication }): RecordImageView => {
      const { id: imageId, ordinal, widthPx, heightPx, sizeBytes } = image;
      return {
        ...{ id: imageId, ordinal, widthPx, heightPx, sizeBytes, publication },
        // Nobody but its owner sees a private picture, not even here.
        isShown: isShownToReviewers({ publication, deletedAt: image.deletedAt }),
        isTrashed: image.deletedAt !== null,
        createdAt: image.createdAt.toISOString(),
      };
    }),
  };
}

/** The reservation, what refunds gave back, and the generations that were placed instead. */
async function readMoney(ctx: Ctx, { id, userId, idempotencyKey }: Row) {
  const from = executor(ctx);
  const [[reservation], [refunds], [retried]] = await Promise.all([
    from.select().from(creditReservations).where(eq(creditReservations.subjectId, id)),
    from
      .select({ credits: sql<number>`coalesce(sum(${ledgerLines.amount}), 0)`.mapWith(Number) })
      .from(ledgerEntries)
      .innerJoin(ledgerLines, eq(ledgerLines.entryId, ledgerEntries.id))
      .where(
        sql`${ledgerEntries.subjectId} = ${id} and ${ledgerEntries.businessKey} like ${`refund:${id}:%`}
          and ${ledgerLines.accountId} = ${`${userId}:available`}`,
      ),
    from
      .select({ id: generations.id })
      .from(generations)
      .where(sql`${generations.userId} = ${userId} and ${generations.idempotencyKey} = ${retryKey(id)}`),
  ]);
  return {
    reservation: reservation
      ? {
          state: reservation.state,
          amount: reservation.amount,
          charged: reservation.charged,
          closedAt: reservation.closedAt?.toISOString() ?? null,
        }
      : null,
    refundedCredits: refunds?.credits ?? 0,
    retriedAs: retried?.id ?? null,
    retryOf: /^retry-(gen_[0-9a-z]{26})$/.exec(idempotencyKey)?.[1] ?? null,
  };
}
