import { z } from "zod";
import { memberStream } from "@/lib/entry/route";
import { exportEverything } from "@/lib/images/files/export-all";
import { zipAnswer } from "@/lib/platform/http/zip-answer";

export const GET = memberStream(
  { input: z.strictObject({}), limit: "exportAll", scope: "read" },
  async ({ ctx, request }) => {
    return zipAnswer(exportEverything({ ctx, signal: request.signal }));
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
