import { memberRoute } from "@/lib/entry/route";
import { closeOrder } from "@/lib/orders/close";
import { getOrder } from "@/lib/orders/read";
import { orderIdInput, orderView } from "@/lib/orders/schema";

export const GET = memberRoute({ input: orderIdInput, output: orderView, limit: "read" }, getOrder);

export const DELETE = memberRoute({ input: orderIdInput, output: orderView, limit: "order" }, closeOrder);

export {
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
