import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { getPromptHelp } from "@/lib/prompts/read";
import { promptHelpView } from "@/lib/prompts/schema";

export const GET = userRoute(
  { input: z.strictObject({}), output: promptHelpView, limit: "read" },
  getPromptHelp,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
