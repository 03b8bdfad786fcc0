import { z } from "zod";
import { publicRoute } from "@/lib/entry/route";
import { listGalleryTags } from "@/lib/gallery/read";
import { galleryTagList } from "@/lib/gallery/schema";

export const GET = publicRoute(
  { input: z.strictObject({}), output: galleryTagList, limit: "publicRead" },
  listGalleryTags,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
