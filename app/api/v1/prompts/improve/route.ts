import { userRoute } from "@/lib/entry/route";
import { improvePrompt } from "@/lib/prompts/improve";
import { improvedPromptView, improvePromptInput } from "@/lib/prompts/schema";

export const POST = userRoute(
  { input: improvePromptInput, output: improvedPromptView, limit: "improve" },
  ({ ctx, input, request }) => improvePrompt({ ctx, input, signal: request.signal }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
