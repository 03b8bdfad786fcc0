import { z } from "zod";
import { sessionList } from "@/lib/accounts/schema";
import { listSessions } from "@/lib/accounts/sessions/read";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: z.strictObject({}), output: sessionList, limit: "read" }, listSessions);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
