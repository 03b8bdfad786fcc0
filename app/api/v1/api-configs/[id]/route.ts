import { z } from "zod";
import { deleteApiConfig } from "@/lib/api-configs/delete";
import { getApiConfig } from "@/lib/api-configs/read";
import { apiConfigIdInput, apiConfigView, updateApiConfigInput } from "@/lib/api-configs/schema";
import { updateApiConfig } from "@/lib/api-configs/update";
import { userRoute } from "@/lib/entry/route";

export const GET = userRoute({ input: apiConfigIdInput, output: apiConfigView, limit: "read" }, getApiConfig);

export const PATCH = userRoute(
  { input: updateApiConfigInput, output: apiConfigView, limit: "write" },
  updateApiConfig,
);

export const DELETE = userRoute(
  { input: apiConfigIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  deleteApiConfig,
);

export { methodNotAllowed as POST, methodNotAllowed as PUT } from "@/lib/entry/route";
