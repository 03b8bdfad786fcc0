import { z } from "zod";
import { sessionIdInput } from "@/lib/accounts/schema";
import { endSession } from "@/lib/accounts/sessions/end";
import { userRoute } from "@/lib/entry/route";

export const DELETE = userRoute(
  { input: sessionIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  endSession,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
