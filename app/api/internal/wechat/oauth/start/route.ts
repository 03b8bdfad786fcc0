import { oauthStart } from "@/app/api/wechat/callbacks";
import { internalCallbackRoute } from "@/lib/entry/callbacks/doors";

export const GET = internalCallbackRoute(oauthStart);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
