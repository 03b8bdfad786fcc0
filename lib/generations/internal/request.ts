import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import type { ImageProvider, ImageRequest } from "@/lib/providers/image-provider";
import { findModel } from "@/lib/providers/registry";
import { getPromptFragments } from "@/lib/styles/read";
import { composePrompt } from "../rules";
import { aspectRatios } from "../schema";
import type { GenerationRow } from "./change";

/** The provider of a job, and the order as it reads it. */
export async function providerRequest(
  ctx: Ctx,
  job: GenerationRow,
  attemptId: string,
): Promise<{ provider: ImageProvider; request: ImageRequest } | null> {
  const found = findModel(job.model);
  if (!found) return null;
  const fragments = found.model.builtIn ? [] : await getPromptFragments(ctx, job.styleTags);
  return {
    provider: found.provider,
    request: {
      requestKey: attemptId,
      model: job.model,
      prompt: composePrompt(job.prompt, fragments),
      negativePrompt: job.negativePrompt,
      styles: job.styleTags,
      ratio: aspectRatios.find((ratio) => ratio === job.ratio) ?? broken(`ratio ${job.ratio}`),
      tier: job.tier,
      quality: job.quality,
      count: job.count,
      seed: job.seed,
    },
  };
}
