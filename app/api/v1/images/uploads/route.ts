import { memberUpload } from "@/lib/entry/route";
import { uploadImage } from "@/lib/images/files/upload";
import { MAX_UPLOAD_BYTES } from "@/lib/images/rules";
import { imageView, uploadImageInput } from "@/lib/images/schema";

export const POST = memberUpload(
  {
    input: uploadImageInput,
    output: imageView,
    limit: "upload",
    scope: "generate",
    status: 201,
    maxBytes: MAX_UPLOAD_BYTES,
  },
  uploadImage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
