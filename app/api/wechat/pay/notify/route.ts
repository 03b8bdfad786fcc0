import { callbackRoute } from "@/lib/entry/callbacks/doors";
import { payNotify } from "../../callbacks";

export const POST = callbackRoute(payNotify);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
