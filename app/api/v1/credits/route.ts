import { z } from "zod";
import { getBalance } from "@/lib/credits/read";
import { balanceView } from "@/lib/credits/schema";
import { memberRoute } from "@/lib/entry/route";

export const GET = memberRoute(
  { input: z.strictObject({}), output: balanceView, limit: "read", scope: "read" },
  getBalance,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
