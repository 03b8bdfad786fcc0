import { memberRoute } from "@/lib/entry/route";
import { changedView, imageIdsInput } from "@/lib/images/schema";
import { trashImages } from "@/lib/images/trash";

export const POST = memberRoute(
  { input: imageIdsInput, output: changedView, limit: "write", scope: "library" },
  trashImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
