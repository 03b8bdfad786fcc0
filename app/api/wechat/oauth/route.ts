import { callbackRoute } from "@/lib/entry/callbacks/doors";
import { oauthReturn } from "../callbacks";

export const GET = callbackRoute(oauthReturn);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
