import { memberRoute } from "@/lib/entry/route";
import { getOwnRefundable } from "@/lib/orders/read";
import { openOwnRefundRequest } from "@/lib/orders/refunds/requests/open-own";
import { openOwnRefundRequestInput, orderIdInput, orderView, refundableView } from "@/lib/orders/schema";

export const GET = memberRoute(
  { input: orderIdInput, output: refundableView, limit: "read" },
  getOwnRefundable,
);

export const POST = memberRoute(
  { input: openOwnRefundRequestInput, output: orderView, limit: "write", status: 201 },
  openOwnRefundRequest,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
