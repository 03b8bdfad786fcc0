import { userRoute } from "@/lib/entry/route";
import { listUnlabelledCopies } from "@/lib/images/copies/read";
import { listUnlabelledCopiesInput, unlabelledCopyPage } from "@/lib/images/schema";

export const GET = userRoute(
  { input: listUnlabelledCopiesInput, output: unlabelledCopyPage, limit: "read" },
  listUnlabelledCopies,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
