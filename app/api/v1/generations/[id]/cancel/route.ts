import { memberRoute } from "@/lib/entry/route";
import { cancelGeneration } from "@/lib/generations/cancel";
import { generationIdInput, generationView } from "@/lib/generations/schema";

export const POST = memberRoute(
  { input: generationIdInput, output: generationView, limit: "write", scope: "generate" },
  cancelGeneration,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
