import { memberRoute } from "@/lib/entry/route";
import { payOrder } from "@/lib/orders/pay";
import { paymentView, payOrderInput } from "@/lib/orders/schema";

export const POST = memberRoute({ input: payOrderInput, output: paymentView, limit: "order" }, payOrder);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
