import { userRoute } from "@/lib/entry/route";
import { deliveryPage, listDeliveriesInput } from "@/lib/notifications/schema";
import { listDeliveries } from "@/lib/notifications/webhooks/read";

export const GET = userRoute(
  { input: listDeliveriesInput, output: deliveryPage, limit: "read" },
  listDeliveries,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
