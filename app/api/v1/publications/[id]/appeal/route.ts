import { userRoute } from "@/lib/entry/route";
import { appealPublication } from "@/lib/gallery/publishing/appeal";
import { appealInput, publicationView } from "@/lib/gallery/schema";

export const POST = userRoute(
  { input: appealInput, output: publicationView, limit: "write" },
  appealPublication,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
