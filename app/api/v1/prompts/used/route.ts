import { userRoute } from "@/lib/entry/route";
import { listUsedPrompts } from "@/lib/prompts/read";
import { listPromptsInput, usedPromptPage } from "@/lib/prompts/schema";

export const GET = userRoute(
  { input: listPromptsInput, output: usedPromptPage, limit: "read" },
  listUsedPrompts,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
