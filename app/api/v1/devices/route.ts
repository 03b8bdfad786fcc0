import { z } from "zod";
import { registerDevice } from "@/lib/bindings/devices/register";
import { listDevices } from "@/lib/bindings/read";
import { deviceList, deviceTokensView, registerDeviceInput } from "@/lib/bindings/schema";
import { memberRoute, publicRoute } from "@/lib/entry/route";
import { withAccessToken } from "@/lib/entry/session/device-token";

export const GET = memberRoute({ input: z.strictObject({}), output: deviceList, limit: "read" }, listDevices);

export const POST = publicRoute(
  { input: registerDeviceInput, output: deviceTokensView, limit: "deviceRegister", status: 201 },
  async (call) => {
    const proven = await registerDevice(call);
    return "ok" in proven ? proven : withAccessToken(proven, call.ctx.now);
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
