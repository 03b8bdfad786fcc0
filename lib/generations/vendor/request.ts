import type { Ctx } from "@/lib/platform/context";
import { hmacHex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { broken } from "@/lib/platform/errors";
import type { ImageRequest } from "@/lib/providers/image-provider";
import { type ModelCapabilities, operations } from "@/lib/providers/model-capabilities";
import { getPromptFragments } from "@/lib/styles/read";
import type { AttemptRow } from "../internal/attempts";
import type { GenerationRow } from "../internal/change";
import { composePrompt, countOfPart } from "../rules";
import { aspectRatios, MAX_SEED } from "../schema";
import { loadInputs } from "./inputs";

/** The order of one attempt as the provider reads it, with its pictures. */
export async function vendorRequest(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  model: ModelCapabilities,
): Promise<ImageRequest> {
  const fragments = model.builtIn ? [] : await getPromptFragments(ctx, job.styleTags);
  return { ...wordsOf(job, attempt, fragments), ...(await loadInputs(ctx, job, model)) };
}

/** The same without its pictures and without what style tags add, for asking how it stands. */
export function wordsOf(
  job: GenerationRow,
  attempt: Pick<AttemptRow, "id" | "model" | "part">,
  fragments: readonly string[] = [],
): ImageRequest {
  return {
    requestKey: attempt.id,
    model: attempt.model,
    operation:
      operations.find((operation) => operation === job.operation) ?? broken(`operation ${job.operation}`),
    prompt: composePrompt(job.translatedPrompt ?? job.prompt, fragments),
    negativePrompt: job.translatedNegativePrompt ?? job.negativePrompt,
    styles: job.styleTags,
    ratio: aspectRatios.find((ratio) => ratio === job.ratio) ?? broken(`ratio ${job.ratio}`),
    tier: job.tier,
    quality: job.quality,
    count: countOfPart(job, attempt.part),
    seed: (job.seed + attempt.part * job.perCall) % (MAX_SEED + 1),
    references: [],
    endUser: hmacHex(env().AUTH_SECRET, `end-user:${job.userId}`).slice(0, 32),
  };
}
