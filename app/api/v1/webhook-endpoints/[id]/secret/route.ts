import { userRoute } from "@/lib/entry/route";
import { endpointIdInput, endpointWithSecret } from "@/lib/notifications/schema";
import { rotateEndpointSecret } from "@/lib/notifications/webhooks/rotate-secret";

export const POST = userRoute(
  { input: endpointIdInput, output: endpointWithSecret, limit: "write" },
  rotateEndpointSecret,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
