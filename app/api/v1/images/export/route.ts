import { memberStream } from "@/lib/entry/route";
import { exportImages } from "@/lib/images/files/export";
import { exportImagesInput } from "@/lib/images/schema";

export const GET = memberStream(
  { input: exportImagesInput, limit: "export", scope: "read" },
  async ({ ctx, input }) => {
    const { fileName, body } = await exportImages({ ctx, input });
    return new Response(body, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
