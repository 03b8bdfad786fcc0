import { memberStream } from "@/lib/entry/route";
import { exportImages } from "@/lib/images/files/export";
import { exportImagesInput } from "@/lib/images/schema";
import { zipAnswer } from "@/lib/platform/http/zip-answer";

export const GET = memberStream(
  { input: exportImagesInput, limit: "export", scope: "read" },
  async ({ ctx, input }) => {
    return zipAnswer(await exportImages({ ctx, input }));
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
