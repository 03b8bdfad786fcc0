import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { endpointIdInput, endpointView, updateEndpointInput } from "@/lib/notifications/schema";
import { deleteEndpoint } from "@/lib/notifications/webhooks/delete";
import { getEndpoint } from "@/lib/notifications/webhooks/read";
import { updateEndpoint } from "@/lib/notifications/webhooks/update";

export const GET = userRoute({ input: endpointIdInput, output: endpointView, limit: "read" }, getEndpoint);

export const PATCH = userRoute(
  { input: updateEndpointInput, output: endpointView, limit: "write" },
  updateEndpoint,
);

export const DELETE = userRoute(
  { input: endpointIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  deleteEndpoint,
);

export { methodNotAllowed as POST, methodNotAllowed as PUT } from "@/lib/entry/route";
