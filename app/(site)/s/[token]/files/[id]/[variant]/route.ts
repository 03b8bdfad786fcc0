import { publicStream } from "@/lib/entry/route";
import { shareProofOf } from "@/lib/entry/session/share-cookie";
import { openSharedFile } from "@/lib/shares/open-file";
import { sharedFileInput } from "@/lib/shares/schema";

export const GET = publicStream(
  { input: sharedFileInput, limit: "media" },
  async ({ ctx, input, request }) => {
    const conditions = {
      range: request.headers.get("range"),
      ifNoneMatch: request.headers.get("if-none-match"),
      headOnly: request.method === "HEAD",
    };
    const proof = shareProofOf(request.headers);
    const { status, headers, body } = await openSharedFile({ ctx, input, conditions, proof });
    return new Response(body, { status, headers });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
