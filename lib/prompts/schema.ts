import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";
import { styleSlug } from "@/lib/styles/schema";

export const MAX_PROMPT_CHARS = 4_000;
export const MAX_TITLE_CHARS = 80;
export const MAX_SAVED_PROMPTS = 200;
/** The history reaches back this many generations, so that its cost does not grow with them. */
export const HISTORY_GENERATIONS = 5_000;

const prompt = plainText(MAX_PROMPT_CHARS).min(1, "must not be empty");
export const savedPromptId = z.string().regex(/^prm_[0-9a-z]{26}$/);

export const improvePromptInput = z.strictObject({
  prompt,
  /** Longest answer of use, in characters: what the chosen model reads. */
  maxChars: z.number().int().min(50).max(MAX_PROMPT_CHARS).default(MAX_PROMPT_CHARS),
});
export const improvedPromptView = z.object({ prompt: z.string() });
export type ImprovedPromptView = z.infer<typeof improvedPromptView>;

/** Whether words can be improved here, and why not; `not_configured` has a sentence of its own. */
export const promptHelpView = z.object({
  available: z.boolean(),
  reason: z.enum(["not_configured"]).nullable(),
});
export type PromptHelpView = z.infer<typeof promptHelpView>;

export const savePromptInput = z.strictObject({
  title: plainText(MAX_TITLE_CHARS).min(1, "must not be empty"),
  prompt,
  negativePrompt: plainText(1_000).default(""),
  styleTags: z.array(styleSlug).max(8).default([]),
});
export type SavePromptInput = z.input<typeof savePromptInput>;
export const savedPromptIdInput = z.strictObject({ id: savedPromptId });
export const savedPromptView = z.object({
  id: z.string(),
  title: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type SavedPromptView = z.infer<typeof savedPromptView>;
export const savedPromptPage = z.object({
  items: z.array(savedPromptView),
  nextCursor: z.string().nullable(),
});
export type SavedPromptPage = z.infer<typeof savedPromptPage>;

/** A prompt that was used, with the settings of its last use; newest first, each once. */
export const usedPromptView = z.object({
  prompt: z.string(),
  negativePrompt: z.string(),
  styleTags: z.array(z.string()),
  usedAt: z.iso.datetime(),
});
export type UsedPromptView = z.infer<typeof usedPromptView>;
export const usedPromptPage = z.object({ items: z.array(usedPromptView), nextCursor: z.string().nullable() });
export type UsedPromptPage = z.infer<typeof usedPromptPage>;
export const listPromptsInput = z.strictObject({
  /** Words that all must occur. */
  q: plainText(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type ListPromptsInput = z.infer<typeof listPromptsInput>;

export interface PromptRefusal {
  ok: false;
  reason:
    | "prompt_help_not_configured"
    | "prompt_help_failed"
    | "prompt_help_declined"
    | "prompt_help_own_key_refused"
    | "too_many_saved_prompts";
}
