import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { createEndpointInput, endpointList, endpointWithSecret } from "@/lib/notifications/schema";
import { createEndpoint } from "@/lib/notifications/webhooks/create";
import { listEndpoints } from "@/lib/notifications/webhooks/read";

export const GET = userRoute(
  { input: z.strictObject({}), output: endpointList, limit: "read" },
  listEndpoints,
);

export const POST = userRoute(
  { input: createEndpointInput, output: endpointWithSecret, limit: "write", status: 201 },
  createEndpoint,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
