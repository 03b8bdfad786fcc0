import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { listDuplicates } from "@/lib/images/duplicates/read";
import { duplicateList } from "@/lib/images/schema";

export const GET = memberRoute(
  { input: z.strictObject({}), output: duplicateList, limit: "duplicates", scope: "read" },
  listDuplicates,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
