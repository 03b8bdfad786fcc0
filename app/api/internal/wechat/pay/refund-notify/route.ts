import { refundNotify } from "@/app/api/wechat/callbacks";
import { internalCallbackRoute } from "@/lib/entry/callbacks/doors";

export const POST = internalCallbackRoute(refundNotify);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
