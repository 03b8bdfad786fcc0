import { publicStream } from "@/lib/entry/route";
import { openSharePicture } from "@/lib/gallery/pages/share-picture";
import { getPublicImageInput } from "@/lib/gallery/schema";

export const GET = publicStream(
  { input: getPublicImageInput, limit: "media" },
  async ({ ctx, input, request }) => {
    const ifNoneMatch = request.headers.get("if-none-match");
    const { status, headers, body } = await openSharePicture({ ctx, input, ifNoneMatch });
    return new Response(body, { status, headers });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
