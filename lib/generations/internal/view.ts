import type { ImageView } from "@/lib/images/schema";
import { aspectRatios, type GenerationView } from "../schema";
import type { GenerationRow } from "./change";

/** A row as the person sees it. */
export function toGenerationView(row: GenerationRow, images: ImageView[]): GenerationView {
  const { creditsUsed, priceCredits } = row;
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
