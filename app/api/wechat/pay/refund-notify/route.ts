import { callbackRoute } from "@/lib/entry/callbacks/doors";
import { refundNotify } from "../../callbacks";

export const POST = callbackRoute(refundNotify);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
