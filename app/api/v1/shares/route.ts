import { userRoute } from "@/lib/entry/route";
import { createShareLink } from "@/lib/shares/create";
import { listShareLinks } from "@/lib/shares/read";
import { createShareLinkInput, listShareLinksInput, shareLinkPage, shareLinkView } from "@/lib/shares/schema";

export const GET = userRoute(
  { input: listShareLinksInput, output: shareLinkPage, limit: "read" },
  listShareLinks,
);

export const POST = userRoute(
  { input: createShareLinkInput, output: shareLinkView, limit: "write", status: 201 },
  createShareLink,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
