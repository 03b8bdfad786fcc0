import { savedPrompts } from "@/db/schema";
import type { SavedPromptView } from "../schema";

export const savedPromptColumns = {
  id: savedPrompts.id,
  title: savedPrompts.title,
  prompt: savedPrompts.prompt,
  negativePrompt: savedPrompts.negativePrompt,
  styleTags: savedPrompts.styleTags,
  createdAt: savedPrompts.createdAt,
};

type SavedPromptRow = Pick<typeof savedPrompts.$inferSelect, keyof typeof savedPromptColumns>;

export const toSavedPromptView = (row: SavedPromptRow): SavedPromptView => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
});
