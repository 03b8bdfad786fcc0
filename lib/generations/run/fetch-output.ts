import { eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generationAttempts, generationOutputs } from "@/db/schema";
import { MAX_IMAGE_BYTES } from "@/lib/images/process/inspect";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { downloadBounded } from "@/lib/platform/outbound/download";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type Semaphore, semaphore } from "@/lib/platform/process/semaphore";
import { singleton } from "@/lib/platform/process/singleton";
import { storage } from "@/lib/providers/storage/client";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { noteDecision } from "../internal/timeline";
import { hasEnded } from "../rules";
import { openVendor } from "../vendor/call";

export type OutputRow = typeof generationOutputs.$inferSelect;

export const MAX_DOWNLOADS = 5;
const DOWNLOAD_TIMEOUT_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

/** A few at a time: each may hold 64 MB. People's own servers, which may drip, wait for each other only. */
const turn = (own: boolean): Semaphore =>
  own
    ? singleton("generations.downloads.own", () => semaphore(2))
    : singleton("generations.downloads", () => semaphore(3));

/**
 * Copies a picture that still lies at the vendor's address into our storage. Only the download is repeated, up to
 * five times, never the order. Answers the storage key; a wait when it should be tried again; null when the
 * picture cannot be had any more.
 */
export async function fetchOutput(
  ctx: Ctx,
  job: GenerationRow,
  output: OutputRow,
): Promise<{ storageKey: string } | { waitMs: number } | null> {
  if (output.storageKey) return { storageKey: output.storageKey };
  if (!output.sourceUrl) return null;
  const [attempt] = await db()
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.id, output.attemptId));
  const vendor = attempt && (await openVendor(ctx, attempt));
  if (!attempt || !vendor) return loseOutput(ctx, job, output, "the key of this model is not there any more");
  const { provider, connection } = vendor;
  if (!URL.canParse(output.sourceUrl)) return loseOutput(ctx, job, output, "the vendor gave no address");
  const url = new URL(output.sourceUrl);
  try {
    const storageKey = await turn(vendor.own)(async () => {
      const bytes = await downloadBounded(outboundFetch(), url, {
        maxBytes: MAX_IMAGE_BYTES,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        headers: provider.outputHeaders?.(url, connection),
        allowedHosts: [...provider.outputHosts, new URL(connection.baseUrl).host],
      });
      const key = `staging/${job.id}/output-${output.ordinal}`;
      await storage().put(key, bytes, { contentType: "application/octet-stream" });
      failPoint("generations.downloaded-not-recorded");
      await db()
        .update(generationOutputs)
        .set({ storageKey: key, sizeBytes: bytes.length, sourceUrl: null })
        .where(eq(generationOutputs.id, output.id));
      return key;
    });
    return { storageKey };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const again = error.code === "download_failed" && output.fetchTries + 1 < MAX_DOWNLOADS;
    return again ? tryAgain(ctx, job, output, error.detail) : loseOutput(ctx, job, output, error.detail);
  }
}

async function tryAgain(
  ctx: Ctx,
  job: GenerationRow,
  output: OutputRow,
  why: string,
): Promise<{ waitMs: number }> {
  const tries = output.fetchTries + 1;
  await transact(ctx, async (inner, tx) => {
    await lockGeneration(tx, job.id);
    await tx.update(generationOutputs).set({ fetchTries: tries }).where(eq(generationOutputs.id, output.id));
    await noteDecision(inner, tx, partOf(job, output), "download_retry", { tries, message: why });
  });
  return { waitMs: FIRST_WAIT_MS * 2 ** output.fetchTries };
}

/** Gives a picture up that cannot be had or read: it is left out and not charged, and the timeline says so. */
export async function loseOutput(
  ctx: Ctx,
  job: GenerationRow,
  output: OutputRow,
  why: string,
): Promise<null> {
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    await tx
      .update(generationOutputs)
      .set({ sourceUrl: null, storageKey: null, fetchTries: output.fetchTries + 1 })
      .where(eq(generationOutputs.id, output.id));
    await noteDecision(inner, tx, partOf(job, output), "download_lost", { message: why });
    if (locked && !hasEnded(locked.status))
      await changeGeneration(inner, tx, locked, { errorCode: "download_lost" });
  });
  return null;
}

const partOf = (job: GenerationRow, output: OutputRow) => ({
  generationId: job.id,
  part: Math.floor(output.ordinal / job.perCall),
});
