import { callbackRoute } from "@/lib/entry/callbacks/doors";
import { events } from "../callbacks";

export const GET = callbackRoute(events);
export const POST = callbackRoute(events);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
