import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { storageView } from "@/lib/images/schema";
import { getStorage } from "@/lib/images/storage/read";

export const GET = memberRoute(
  { input: z.strictObject({}), output: storageView, limit: "read", scope: "read" },
  getStorage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
