import { and, asc, inArray, ne } from "drizzle-orm";
import { executor } from "@/db/client";
import { generationInputs } from "@/db/schema";
import { listImagesOf } from "@/lib/images/read";
import type { ImageView } from "@/lib/images/schema";
import type { Ctx } from "@/lib/platform/context";
import { operations } from "@/lib/providers/model-capabilities";
import { hasEnded } from "../rules";
import { aspectRatios, type GenerationView, outputWarnings } from "../schema";
import type { GenerationRow } from "./change";

/** Rows of the acting user as the person sees them, with their pictures and what they were made from. */
export async function viewGenerations(ctx: Ctx, rows: readonly GenerationRow[]): Promise<GenerationView[]> {
  const ids = rows.map((row) => row.id);
  const images = await listImagesOf(ctx, ids);
  const edited = rows.filter((row) => row.operation !== "generate" || row.referenceCount > 0);
  const inputs = await listInputs(
    ctx,
    edited.map((row) => row.id),
  );
  return rows.map((row) => toView(row, images, inputs));
}

/** One row of the acting user as the person sees it. */
export async function viewGeneration(ctx: Ctx, row: GenerationRow): Promise<GenerationView> {
  const images = await listImagesOf(ctx, [row.id]);
  const plain = row.operation === "generate" && row.referenceCount === 0;
  return toView(row, images, plain ? [] : await listInputs(ctx, [row.id]));
}

interface Input {
  generationId: string;
  role: "source" | "mask" | "reference";
  imageId: string | null;
}

async function listInputs(ctx: Ctx, ids: string[]): Promise<Input[]> {
  if (ids.length === 0) return [];
  const { generationId, role, imageId, ordinal } = generationInputs;
  return executor(ctx)
    .select({ generationId, role, imageId })
    .from(generationInputs)
    .where(and(inArray(generationId, ids), ne(role, "mask")))
    .orderBy(asc(generationId), asc(ordinal))
    .limit(ids.length * 20);
}

function toView(row: GenerationRow, images: readonly ImageView[], inputs: readonly Input[]): GenerationView {
  const { creditsUsed, priceCredits, params } = row;
  const mine = inputs.filter((input) => input.generationId === row.id);
  return {
    id: row.id,
    status: row.status,
    stage: row.stage,
    progressPercent: row.progressPercent,
    revision: row.revision,
    prompt: row.prompt,
    negativePrompt: row.negativePrompt,
    styleTags: row.styleTags,
    ratio: aspectRatios.find((ratio) => ratio === row.ratio) ?? "1:1",
    tier: row.tier,
    quality: row.quality,
    count: row.count,
    seed: row.seed,
    operation: operations.find((operation) => operation === row.operation) ?? "generate",
    sourceImageId: mine.find((input) => input.role === "source")?.imageId ?? null,
    referenceImageIds: mine.flatMap((input) => (input.role === "reference" && input.imageId) || []),
    strength: params.strength ?? null,
    outpaintRatio: params.outpaintRatio ?? null,
    upscaleFactor: params.upscaleFactor ?? null,
    translatedPrompt: row.translatedPrompt,
    warnings: outputWarnings.filter((warning) => row.warnings.includes(warning)),
    previewUrl: previewUrl(row),
    provider: row.provider,
    model: row.model,
    priceCredits,
    deliveredCount: row.deliveredCount,
    receipt:
      creditsUsed === null
        ? null
        : { reserved: priceCredits, charged: creditsUsed, returned: priceCredits - creditsUsed },
    errorCode: row.errorCode,
    cancelRequested: row.cancelRequestedAt !== null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    images: images.filter((image) => image.generationId === row.id),
  };
}

/** The last part of a preview's key names it, so that a new one has a new address. */
function previewUrl(row: GenerationRow): string | null {
  if (!row.previewKey || hasEnded(row.status)) return null;
  return `/api/v1/generations/${row.id}/preview?name=${row.previewKey.split("/").at(-1)}`;
}
