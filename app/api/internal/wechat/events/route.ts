import { events } from "@/app/api/wechat/callbacks";
import { internalCallbackRoute } from "@/lib/entry/callbacks/doors";

export const GET = internalCallbackRoute(events);
export const POST = internalCallbackRoute(events);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
