import { userRoute } from "@/lib/entry/route";
import { listSavedPrompts } from "@/lib/prompts/read";
import { savePrompt } from "@/lib/prompts/save-prompt";
import { listPromptsInput, savedPromptPage, savedPromptView, savePromptInput } from "@/lib/prompts/schema";

export const GET = userRoute(
  { input: listPromptsInput, output: savedPromptPage, limit: "read" },
  listSavedPrompts,
);

export const POST = userRoute(
  { input: savePromptInput, output: savedPromptView, limit: "write", status: 201 },
  savePrompt,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
