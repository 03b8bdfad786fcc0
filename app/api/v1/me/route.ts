import { z } from "zod";
import { getAccount } from "@/lib/accounts/read";
import { accountView } from "@/lib/accounts/schema";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: z.strictObject({}), output: accountView, limit: "read" }, getAccount);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
