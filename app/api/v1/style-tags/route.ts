import { publicRoute } from "@/lib/entry/route";
import { listStyleTags } from "@/lib/styles/read";
import { listStyleTagsInput, styleTagList } from "@/lib/styles/schema";

export const GET = publicRoute(
  { input: listStyleTagsInput, output: styleTagList, limit: "publicRead", scope: "read" },
  listStyleTags,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
