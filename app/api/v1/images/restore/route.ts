import { memberRoute } from "@/lib/entry/route";
import { restoreImages } from "@/lib/images/restore";
import { changedView, imageIdsInput } from "@/lib/images/schema";

export const POST = memberRoute(
  { input: imageIdsInput, output: changedView, limit: "write", scope: "library" },
  restoreImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
