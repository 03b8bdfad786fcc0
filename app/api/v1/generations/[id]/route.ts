import { memberRoute } from "@/lib/entry/route";
import { getGeneration } from "@/lib/generations/read";
import { generationDetailView, generationIdInput } from "@/lib/generations/schema";

export const GET = memberRoute(
  { input: generationIdInput, output: generationDetailView, limit: "read", scope: "read" },
  getGeneration,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
