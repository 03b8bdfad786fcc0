import { userRoute } from "@/lib/entry/route";
import { getFigures } from "@/lib/gallery/read";
import { getPublicImageInput, imageFigures } from "@/lib/gallery/schema";

export const GET = userRoute({ input: getPublicImageInput, output: imageFigures, limit: "read" }, getFigures);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
