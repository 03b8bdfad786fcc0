import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { needsTranslation } from "@/lib/prompts/rules";
import { translatePrompt } from "@/lib/prompts/translate";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { noteDecision } from "../internal/timeline";
import { hasEnded } from "../rules";

/**
 * Gives an order whose vendor reads English only an English prompt; the original is kept. Answers false when it
 * could not be translated. Repeating it after a crash translates again and changes nothing else.
 */
export async function translateOrder(
  ctx: Ctx,
  job: GenerationRow,
  model: ModelCapabilities,
): Promise<boolean> {
  if (model.promptLanguage !== "en" || job.translatedPrompt || !needsTranslation(job.prompt)) return true;
  let translated: string;
  try {
    translated = await translatePrompt({ ctx, input: { prompt: job.prompt } });
  } catch (err) {
    logger("generations.translate").warn("prompt not translated", { generation: job.id, err });
    return false;
  }
  await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status)) return;
    await changeGeneration(inner, tx, locked, { translatedPrompt: translated });
    await noteDecision(inner, tx, { generationId: job.id, part: 0 }, "translated");
  });
  job.translatedPrompt = translated;
  return true;
}
