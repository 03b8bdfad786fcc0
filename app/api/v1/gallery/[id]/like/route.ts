import { userRoute } from "@/lib/entry/route";
import { likeImage } from "@/lib/gallery/like";
import { getPublicImageInput, likeView } from "@/lib/gallery/schema";
import { unlikeImage } from "@/lib/gallery/unlike";

export const PUT = userRoute({ input: getPublicImageInput, output: likeView, limit: "write" }, likeImage);

export const DELETE = userRoute(
  { input: getPublicImageInput, output: likeView, limit: "write" },
  unlikeImage,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
} from "@/lib/entry/route";
