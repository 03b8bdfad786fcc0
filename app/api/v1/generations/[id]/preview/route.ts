import { memberStream } from "@/lib/entry/route";
import { openPreview, previewInput } from "@/lib/generations/open-preview";

export const GET = memberStream({ input: previewInput, limit: "media", scope: "read" }, openPreview);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
