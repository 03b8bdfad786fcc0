import { memberRoute } from "@/lib/entry/route";
import { listLiked } from "@/lib/gallery/read";
import { likedInput, likedView } from "@/lib/gallery/schema";

export const GET = memberRoute({ input: likedInput, output: likedView, limit: "read" }, listLiked);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
