import { memberRoute } from "@/lib/entry/route";
import { checkOrder } from "@/lib/orders/check";
import { orderIdInput, orderView } from "@/lib/orders/schema";

export const POST = memberRoute({ input: orderIdInput, output: orderView, limit: "checkOrder" }, checkOrder);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
