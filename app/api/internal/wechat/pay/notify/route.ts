import { payNotify } from "@/app/api/wechat/callbacks";
import { internalCallbackRoute } from "@/lib/entry/callbacks/doors";

export const POST = internalCallbackRoute(payNotify);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
