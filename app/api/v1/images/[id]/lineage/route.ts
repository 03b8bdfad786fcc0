import { getLineage } from "@/lib/edits/read";
import { lineageInput, lineageView } from "@/lib/edits/schema";
import { memberRoute } from "@/lib/entry/route";

export const GET = memberRoute(
  { input: lineageInput, output: lineageView, limit: "read", scope: "read" },
  getLineage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
