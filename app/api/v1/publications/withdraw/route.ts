import { userRoute } from "@/lib/entry/route";
import { withdrawImages } from "@/lib/gallery/publishing/withdraw";
import { publishOutcome, withdrawImagesInput } from "@/lib/gallery/schema";

export const POST = userRoute(
  { input: withdrawImagesInput, output: publishOutcome, limit: "write" },
  withdrawImages,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
