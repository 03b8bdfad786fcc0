import { createEdit } from "@/lib/edits/create";
import { createEditInput } from "@/lib/edits/schema";
import { memberRoute } from "@/lib/entry/route";
import { generationView } from "@/lib/generations/schema";

export const POST = memberRoute(
  { input: createEditInput, output: generationView, limit: "generate", scope: "generate", status: 202 },
  createEdit,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
