import { z } from "zod";
import { memberStream } from "@/lib/entry/route";
import { exportEverything } from "@/lib/images/files/export-all";

export const GET = memberStream(
  { input: z.strictObject({}), limit: "exportAll", scope: "read" },
  async ({ ctx, request }) => {
    const { fileName, body } = exportEverything({ ctx, signal: request.signal });
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
