import { z } from "zod";
import { publicRoute } from "@/lib/entry/route";
import { listOfferedModels } from "@/lib/generations/read";
import { modelList } from "@/lib/generations/schema";

export const GET = publicRoute(
  { input: z.strictObject({}), output: modelList, limit: "publicRead", scope: "read" },
  listOfferedModels,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
