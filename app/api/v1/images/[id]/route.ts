import { memberRoute } from "@/lib/entry/route";
import { getImage } from "@/lib/images/read";
import { getImageInput, imageView, updateImageInput } from "@/lib/images/schema";
import { updateImage } from "@/lib/images/update";

export const GET = memberRoute(
  { input: getImageInput, output: imageView, limit: "read", scope: "read" },
  getImage,
);

export const PATCH = memberRoute(
  { input: updateImageInput, output: imageView, limit: "write", scope: "library" },
  updateImage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
