import { createMask } from "@/lib/edits/create-mask";
import { createMaskInput, MAX_MASK_BYTES, maskView } from "@/lib/edits/schema";
import { memberUpload } from "@/lib/entry/route";

export const POST = memberUpload(
  {
    input: createMaskInput,
    output: maskView,
    limit: "upload",
    scope: "generate",
    status: 201,
    maxBytes: MAX_MASK_BYTES,
  },
  createMask,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
