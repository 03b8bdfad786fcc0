import { isRefusal, refusalError } from "@/lib/entry/refusals";
import { userStream } from "@/lib/entry/route";
import { takeUnlabelledCopy } from "@/lib/images/copies/take";
import { takeUnlabelledCopyInput } from "@/lib/images/schema";

export const POST = userStream(
  { input: takeUnlabelledCopyInput, limit: "unlabelledCopy" },
  async ({ ctx, input }) => {
    const copy = await takeUnlabelledCopy({ ctx, input });
    if (isRefusal(copy)) throw refusalError(copy);
    return new Response(new Uint8Array(copy.bytes), { headers: copy.headers });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
