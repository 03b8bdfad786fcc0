import { createEdit } from "@/lib/edits/create";
import { createEditInput } from "@/lib/edits/schema";
import { userRoute } from "@/lib/entry/route";
import { generationView } from "@/lib/generations/schema";

export const POST = userRoute(
  { input: createEditInput, output: generationView, limit: "generate", status: 202 },
  createEdit,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
