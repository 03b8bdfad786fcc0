import { getLineage } from "@/lib/edits/read";
import { lineageInput, lineageView } from "@/lib/edits/schema";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: lineageInput, output: lineageView, limit: "read" }, getLineage);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
