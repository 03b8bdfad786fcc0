import { z } from "zod";
import { revokeApiKey } from "@/lib/accounts/api-keys/revoke";
import { apiKeyIdInput } from "@/lib/accounts/schema";
import { userRoute } from "@/lib/entry/route";

export const DELETE = userRoute(
  { input: apiKeyIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  revokeApiKey,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
