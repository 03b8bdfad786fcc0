import { z } from "zod";
import { userUpload } from "@/lib/entry/route";
import { uploadImage } from "@/lib/images/files/upload";
import { MAX_UPLOAD_BYTES } from "@/lib/images/rules";
import { imageView } from "@/lib/images/schema";

export const POST = userUpload(
  {
    input: z.strictObject({}),
    output: imageView,
    limit: "upload",
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
