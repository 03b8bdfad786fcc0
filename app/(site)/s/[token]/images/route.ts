import { publicRoute } from "@/lib/entry/route";
import { shareProofOf } from "@/lib/entry/session/share-cookie";
import { openShare } from "@/lib/shares/read";
import { openShareInput, shareView } from "@/lib/shares/schema";

export const GET = publicRoute(
  { input: openShareInput, output: shareView, limit: "publicRead" },
  ({ ctx, input, request }) => openShare({ ctx, input, proof: shareProofOf(request.headers) }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
