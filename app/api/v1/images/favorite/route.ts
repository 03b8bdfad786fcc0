import { memberRoute } from "@/lib/entry/route";
import { changedView, favoriteImagesInput } from "@/lib/images/schema";
import { updateImages } from "@/lib/images/update";

export const POST = memberRoute(
  { input: favoriteImagesInput, output: changedView, limit: "write", scope: "library" },
  updateImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
