import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { emptyTrash } from "@/lib/images/empty-trash";
import { changedView } from "@/lib/images/schema";

export const POST = memberRoute(
  { input: z.strictObject({}), output: changedView, limit: "write", scope: "library" },
  emptyTrash,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
