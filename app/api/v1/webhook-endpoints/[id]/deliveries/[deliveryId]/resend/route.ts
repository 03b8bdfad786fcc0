import { userRoute } from "@/lib/entry/route";
import { deliveryView, resendInput } from "@/lib/notifications/schema";
import { resendDelivery } from "@/lib/notifications/webhooks/resend";

export const POST = userRoute(
  { input: resendInput, output: deliveryView, limit: "testConnection" },
  resendDelivery,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
