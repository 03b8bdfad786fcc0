import { userRoute } from "@/lib/entry/route";
import { cancelGeneration } from "@/lib/generations/cancel";
import { generationIdInput, generationView } from "@/lib/generations/schema";

export const POST = userRoute(
  { input: generationIdInput, output: generationView, limit: "write" },
  cancelGeneration,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
