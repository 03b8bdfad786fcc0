import { memberRoute } from "@/lib/entry/route";
import { createOrder } from "@/lib/orders/create";
import { listOrders } from "@/lib/orders/read";
import { createOrderInput, listOrdersInput, ordersPage, orderView } from "@/lib/orders/schema";

export const GET = memberRoute({ input: listOrdersInput, output: ordersPage, limit: "read" }, listOrders);

export const POST = memberRoute(
  { input: createOrderInput, output: orderView, limit: "order", status: 201 },
  ({ request, ...call }) => createOrder({ ...call, userAgent: request.headers.get("user-agent") ?? "" }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
