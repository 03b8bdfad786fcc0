import { adminUpload } from "@/lib/entry/route";
import { MAX_UPLOAD_BYTES } from "@/lib/images/rules";
import { uploadStylePreview } from "@/lib/styles/previews/upload";
import { stylePreviewView, uploadStylePreviewInput } from "@/lib/styles/schema";

export const POST = adminUpload(
  {
    input: uploadStylePreviewInput,
    output: stylePreviewView,
    limit: "upload",
    maxBytes: MAX_UPLOAD_BYTES,
  },
  uploadStylePreview,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
