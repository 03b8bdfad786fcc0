import { userRoute } from "@/lib/entry/route";
import { revokeShareLink } from "@/lib/shares/revoke";
import { shareLinkIdInput, shareLinkView, updateShareLinkInput } from "@/lib/shares/schema";
import { updateShareLink } from "@/lib/shares/update";

export const PATCH = userRoute(
  { input: updateShareLinkInput, output: shareLinkView, limit: "write" },
  updateShareLink,
);

export const DELETE = userRoute(
  { input: shareLinkIdInput, output: shareLinkView, limit: "write" },
  revokeShareLink,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
