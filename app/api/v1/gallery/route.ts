import { publicStream } from "@/lib/entry/route";
import { listGalleryBytes } from "@/lib/gallery/read";
import { listGalleryInput } from "@/lib/gallery/schema";
import { answerPublicJson } from "@/lib/platform/http/bytes";

export const GET = publicStream(
  { input: listGalleryInput, limit: "publicRead" },
  async ({ ctx, input, request }) => answerPublicJson(request, await listGalleryBytes({ ctx, input })),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
