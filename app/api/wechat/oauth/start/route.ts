import { callbackRoute } from "@/lib/entry/callbacks/doors";
import { oauthStart } from "../../callbacks";

export const GET = callbackRoute(oauthStart);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
