import { transact } from "@/db/client";
import { labelImage } from "@/lib/labels/apply";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { decodeImage } from "@/lib/platform/pixels/pixels";
import { storage } from "@/lib/providers/storage/client";
import { changeGeneration, lockGeneration } from "../internal/change";
import { countOfPart, hasEnded, partsOf } from "../rules";

const PREVIEW_SIDE_PX = 512;
const EVERY_MS = 1_000;

interface Progress {
  part: number;
  preview?: Buffer;
}

/**
 * Takes what a vendor tells while it works: writes progress at most once a second, and previews, small and
 * labelled like everything that leaves. A word that cannot be written is let go; the next one will come. `stop` waits
 * for the one that is being written, so that no preview is put away after its generation has ended and been cleared.
 */
export function progressWriter(
  ctx: Ctx,
  generationId: string,
  part: number,
): { write(progress: Progress): void; stop(): Promise<void> } {
  let lastMs = 0;
  let busy = false;
  let stopped = false;
  let writing = Promise.resolve();
  const write = (progress: Progress) => {
    if (stopped || busy || (!progress.preview && Date.now() - lastMs < EVERY_MS)) return;
    busy = true;
    lastMs = Date.now();
    writing = tellProgress(ctx, generationId, part, progress).finally(() => {
      busy = false;
    });
  };
  const stop = () => {
    stopped = true;
    return writing;
  };
  return { write, stop };
}

/** Writes the progress of a part, 0 to 1, and a preview where there is one. A courtesy: it never throws. */
export async function tellProgress(
  ctx: Ctx,
  generationId: string,
  part: number,
  progress: { part?: number; preview?: Buffer },
): Promise<void> {
  try {
    await writeProgress(ctx, generationId, part, progress);
  } catch (err) {
    logger("generations.preview").warn("progress not written", { generation: generationId, err });
  }
}

async function writeProgress(
  ctx: Ctx,
  generationId: string,
  part: number,
  progress: { part?: number; preview?: Buffer },
): Promise<void> {
  const previewKey = progress.preview && (await keepPreview(generationId, progress.preview));
  const outdated = await transact(ctx, async (inner, tx) => {
    const job = await lockGeneration(tx, generationId);
    if (!job || hasEnded(job.status)) return previewKey;
    const done = part * job.perCall + (progress.part ?? 0) * countOfPart(job, part);
    await changeGeneration(inner, tx, job, {
      stage: job.deliveredCount > 0 && partsOf(job) > 1 ? job.stage : "rendering",
      stagePart: done / job.count,
      ...(previewKey ? { previewKey } : {}),
    });
    return previewKey && job.previewKey;
  });
  if (outdated) await storage().remove(outdated);
}

async function keepPreview(generationId: string, bytes: Buffer): Promise<string> {
  const image = await decodeImage(bytes, PREVIEW_SIDE_PX);
  const labelled = await labelImage({ image, produceId: generationId, format: "webp", quality: 70 });
  const key = `staging/${generationId}/preview-${Date.now()}`;
  await storage().put(key, labelled.bytes, { contentType: "image/webp" });
  return key;
}
