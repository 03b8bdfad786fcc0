import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { changedView, imageTagList, tagImagesInput } from "@/lib/images/schema";
import { listTags } from "@/lib/images/tags/read";
import { tagImages } from "@/lib/images/tags/tag";

export const GET = memberRoute(
  { input: z.strictObject({}), output: imageTagList, limit: "read", scope: "read" },
  listTags,
);

export const POST = memberRoute(
  { input: tagImagesInput, output: changedView, limit: "write", scope: "library" },
  tagImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
