import { userRoute } from "@/lib/entry/route";
import { deliveryView, endpointIdInput } from "@/lib/notifications/schema";
import { testEndpoint } from "@/lib/notifications/webhooks/test";

export const POST = userRoute(
  { input: endpointIdInput, output: deliveryView, limit: "testConnection" },
  testEndpoint,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
