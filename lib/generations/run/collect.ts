import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import {
  channels,
  generatedImages,
  generationAttempts,
  generationInputs,
  generationOutputs,
  generations,
} from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { addImage, type NewImage } from "@/lib/images/add";
import { removeImageFolder } from "@/lib/images/remove-all";
import type { Ctx } from "@/lib/platform/context";
import { AppError, broken } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type Semaphore, semaphore } from "@/lib/platform/process/semaphore";
import { singleton } from "@/lib/platform/process/singleton";
import { storage } from "@/lib/providers/storage/client";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { hasEnded } from "../rules";
import { fetchOutput, loseOutput, type OutputRow } from "./fetch-output";

/** A few at a time: each holds a picture in memory while it waits to be drawn on. */
const turn = (): Semaphore => singleton("generations.collecting", () => semaphore(3));

export interface Collected {
  left: number;
  nextOrdinal: number;
  /** Above zero: the picture could not be fetched yet; ask for the same ordinal again after this long. */
  waitMs: number;
}

/**
 * Turns the next recorded output into an image: fetched where it still lies at the vendor, verified, labelled,
 * derived, stored, counted. One picture per call, so that a crash repeats at most one. A picture that nobody can
 * read or fetch is left out and not charged. Answers how many are left; none after a cancel, because what comes
 * after it is neither kept nor charged.
 */
export async function collectOutput({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; ordinal: number };
}): Promise<Collected> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  const outputs = await db()
    .select()
    .from(generationOutputs)
    .where(eq(generationOutputs.generationId, input.generationId))
    .orderBy(asc(generationOutputs.ordinal))
    .limit(8);
  const rest = outputs.filter((output) => output.ordinal >= input.ordinal);
  const [output] = rest;
  if (!job || !output || hasEnded(job.status) || job.cancelRequestedAt)
    return { left: 0, nextOrdinal: 0, waitMs: 0 };
  const waitMs = (await isCollected(output.imageId)) ? 0 : await collect(ctx, job, output);
  if (waitMs > 0) return { left: rest.length, nextOrdinal: output.ordinal, waitMs };
  failPoint("generations.collected-one");
  return { left: rest.length - 1, nextOrdinal: output.ordinal + 1, waitMs: 0 };
}

async function collect(ctx: Ctx, job: GenerationRow, output: OutputRow): Promise<number> {
  const fetched = await fetchOutput(ctx, job, output);
  if (!fetched) return 0;
  if ("waitMs" in fetched) return fetched.waitMs;
  const { storageKey } = fetched;
  await turn()(() => store(ctx, job, output, storageKey));
  return 0;
}

async function store(ctx: Ctx, job: GenerationRow, output: OutputRow, storageKey: string): Promise<void> {
  const original = (await storage().get(storageKey)) ?? broken(`staged file ${storageKey} is gone`);
  try {
    const added = await addImage({
      ctx,
      original,
      input: await imageOf(job, output),
      alongside: async (inner, tx) => {
        const locked = await lockGeneration(tx, job.id);
        if (!locked || hasEnded(locked.status) || locked.cancelRequestedAt) return false;
        const already = await tx.$count(generatedImages, eq(generatedImages.id, output.imageId));
        if (already > 0) return false;
        await changeGeneration(inner, tx, locked, {
          stage: "storing",
          stagePart: (output.ordinal + 1) / job.count,
          deliveredCount: locked.deliveredCount + 1,
        });
        return true;
      },
    });
    // Declined after a cancel or the deadline: what was written for it belongs to nobody.
    if (!added && !(await isCollected(output.imageId))) await removeImageFolder(output.imageId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger("generations.collect").warn("a delivered picture is not usable", {
      generation: job.id,
      code: error.code,
    });
    await loseOutput(ctx, job, output, error.detail);
  }
}

async function isCollected(imageId: string): Promise<boolean> {
  return (await db().$count(generatedImages, and(eq(generatedImages.id, imageId)))) > 0;
}

async function imageOf(job: GenerationRow, output: OutputRow): Promise<NewImage> {
  const [source] = await db()
    .select({ imageId: generationInputs.imageId })
    .from(generationInputs)
    .where(and(eq(generationInputs.generationId, job.id), eq(generationInputs.role, "source")));
  const [maker] = await db()
    .select({ configId: channels.apiConfigId })
    .from(generationAttempts)
    .innerJoin(channels, eq(channels.id, generationAttempts.channelId))
    .where(eq(generationAttempts.id, output.attemptId));
  return {
    id: output.imageId,
    ordinal: output.ordinal,
    seed: output.seed,
    userId: job.userId,
    generationId: job.id,
    parentImageId: source?.imageId ?? null,
    prompt: job.prompt,
    negativePrompt: job.negativePrompt,
    styleTags: job.styleTags,
    ratio: job.ratio,
    tier: job.tier,
    quality: job.quality,
    provider: job.provider,
    model: job.model,
    operation: job.operation,
    vendorRef: output.vendorRef,
    vendorConfigId: output.vendorRef ? (maker?.configId ?? null) : null,
  };
}
