import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { needsTranslation } from "@/lib/prompts/rules";
import { translatePrompt } from "@/lib/prompts/translate";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { ProviderError, providerErrorClasses } from "@/lib/providers/provider-error";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { noteDecision } from "../internal/timeline";
import { hasEnded } from "../rules";

/** How long a translator that is overloaded or away is waited for. */
const PATIENCE_MS = 300_000;

/**
 * Gives an order whose vendor reads English only English words; the originals are kept. `later`: the translator is
 * away for the moment; `failed`: it cannot be had. Repeating it after a crash translates again and changes nothing
 * else.
 */
export async function translateOrder(
  ctx: Ctx,
  job: GenerationRow,
  model: ModelCapabilities,
): Promise<"done" | "later" | "failed"> {
  if (model.promptLanguage !== "en") return "done";
  const english = async (text: string, known: string | null) =>
    known ?? (needsTranslation(text) ? await translatePrompt({ ctx, input: { prompt: text } }) : null);
  let translatedPrompt: string | null;
  let translatedNegativePrompt: string | null;
  try {
    translatedPrompt = await english(job.prompt, job.translatedPrompt);
    translatedNegativePrompt = await english(job.negativePrompt, job.translatedNegativePrompt);
  } catch (err) {
    // What is no word of the translator, a database that is away for instance, repeats the step.
    if (!(err instanceof ProviderError)) throw err;
    logger("generations.translate").warn("prompt not translated", { generation: job.id, err });
    const retry = providerErrorClasses[err.errorClass].retry !== "never";
    const ageMs = ctx.now.getTime() - (job.startedAt ?? job.createdAt).getTime();
    return retry && ageMs < PATIENCE_MS ? "later" : "failed";
  }
  const words = { translatedPrompt, translatedNegativePrompt };
  const unchanged =
    job.translatedPrompt === translatedPrompt && job.translatedNegativePrompt === translatedNegativePrompt;
  if (unchanged) return "done";
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status)) return;
    await changeGeneration(inner, tx, locked, words);
    await noteDecision(inner, tx, { generationId: job.id, part: 0 }, "translated");
  });
  Object.assign(job, words);
  return "done";
}
