import { userStream } from "@/lib/entry/route";
import { openPreview, previewInput } from "@/lib/generations/open-preview";

export const GET = userStream({ input: previewInput, limit: "media" }, openPreview);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
