import { publicStream } from "@/lib/entry/route";
import { openStylePreview } from "@/lib/styles/previews/open";
import { stylePreviewInput } from "@/lib/styles/schema";

export const GET = publicStream({ input: stylePreviewInput, limit: "media" }, openStylePreview);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
