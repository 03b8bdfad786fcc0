import { userRoute } from "@/lib/entry/route";
import { getImage } from "@/lib/images/read";
import { getImageInput, imageView, updateImageInput } from "@/lib/images/schema";
import { updateImage } from "@/lib/images/update";

export const GET = userRoute({ input: getImageInput, output: imageView, limit: "read" }, getImage);

export const PATCH = userRoute({ input: updateImageInput, output: imageView, limit: "write" }, updateImage);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
