import { z } from "zod";
import { renameDevice } from "@/lib/bindings/devices/rename";
import { unbindDevice } from "@/lib/bindings/devices/unbind";
import { deviceIdInput, deviceView, renameDeviceInput } from "@/lib/bindings/schema";
import { userRoute } from "@/lib/entry/route";

export const PATCH = userRoute(
  { input: renameDeviceInput, output: deviceView, limit: "write" },
  renameDevice,
);

export const DELETE = userRoute(
  { input: deviceIdInput, output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  unbindDevice,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
