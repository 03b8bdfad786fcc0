import { renewDeviceTokens } from "@/lib/bindings/devices/renew-tokens";
import { deviceTokensView, renewDeviceTokensInput } from "@/lib/bindings/schema";
import { publicRoute } from "@/lib/entry/route";
import { withAccessToken } from "@/lib/entry/session/device-token";

export const POST = publicRoute(
  { input: renewDeviceTokensInput, output: deviceTokensView, limit: "deviceTokens" },
  async (call) => {
    const proven = await renewDeviceTokens(call);
    return "ok" in proven ? proven : withAccessToken(proven, call.ctx.now);
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
