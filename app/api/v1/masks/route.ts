import { createMask } from "@/lib/edits/create-mask";
import { createMaskInput, MAX_MASK_BYTES, maskView } from "@/lib/edits/schema";
import { userUpload } from "@/lib/entry/route";

export const POST = userUpload(
  { input: createMaskInput, output: maskView, limit: "upload", status: 201, maxBytes: MAX_MASK_BYTES },
  createMask,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
