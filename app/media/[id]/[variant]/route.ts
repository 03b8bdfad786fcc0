import { publicStream } from "@/lib/entry/route";
import { openImageFile } from "@/lib/images/files/open";
import { imageFileInput } from "@/lib/images/schema";

export const GET = publicStream(
  { input: imageFileInput, limit: "media" },
  async ({ ctx, input, request }) => {
    const conditions = {
      range: request.headers.get("range"),
      ifNoneMatch: request.headers.get("if-none-match"),
    };
    const { status, headers, body } = await openImageFile({ ctx, input, conditions });
    return new Response(body, { status, headers });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
