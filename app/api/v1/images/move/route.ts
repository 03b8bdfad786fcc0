import { moveImages } from "@/lib/collections/move-images";
import { moveImagesInput } from "@/lib/collections/schema";
import { memberRoute } from "@/lib/entry/route";
import { changedView } from "@/lib/images/schema";

export const POST = memberRoute(
  { input: moveImagesInput, output: changedView, limit: "write", scope: "library" },
  moveImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
