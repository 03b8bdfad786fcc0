import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { deletePrompt } from "@/lib/prompts/delete-prompt";
import { savedPromptIdInput } from "@/lib/prompts/schema";

export const DELETE = userRoute(
  { input: savedPromptIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  deletePrompt,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
