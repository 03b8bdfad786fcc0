import { publicStream } from "@/lib/entry/route";
import { recordDownload } from "@/lib/gallery/record-download";
import { openImageFile } from "@/lib/images/files/open";
import { imageFileInput } from "@/lib/images/schema";

export const GET = publicStream(
  { input: imageFileInput, limit: "media" },
  async ({ ctx, input, request }) => {
    const conditions = {
      range: request.headers.get("range"),
      ifNoneMatch: request.headers.get("if-none-match"),
      headOnly: request.method === "HEAD",
    };
    const { status, headers, body, isOwner } = await openImageFile({ ctx, input, conditions });
    if (input.variant === "download" && body && !isOwner)
      await recordDownload({ ctx, input }).catch(async (error: unknown) => {
        // The file is open by now, and nobody else would close it.
        await body.cancel();
        throw error;
      });
    return new Response(body, { status, headers });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
