import { userRoute } from "@/lib/entry/route";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { listPublications } from "@/lib/gallery/publishing/read";
import {
  listPublicationsInput,
  publicationList,
  publishImagesInput,
  publishOutcome,
} from "@/lib/gallery/schema";

export const GET = userRoute(
  { input: listPublicationsInput, output: publicationList, limit: "read" },
  listPublications,
);

export const POST = userRoute(
  { input: publishImagesInput, output: publishOutcome, limit: "publish" },
  publishImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
