import { publicRoute } from "@/lib/entry/route";
import { getPublicImage } from "@/lib/gallery/read";
import { getPublicImageInput, publicImageView } from "@/lib/gallery/schema";

export const GET = publicRoute(
  { input: getPublicImageInput, output: publicImageView, limit: "publicRead" },
  getPublicImage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
