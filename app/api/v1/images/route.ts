import { memberRoute } from "@/lib/entry/route";
import { listImages } from "@/lib/images/read";
import { imagePage, listImagesInput } from "@/lib/images/schema";

export const GET = memberRoute(
  { input: listImagesInput, output: imagePage, limit: "read", scope: "read" },
  listImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
