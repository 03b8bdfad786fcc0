import { z } from "zod";
import { revokeDevice } from "@/lib/bindings/devices/revoke";
import { getDevice } from "@/lib/bindings/read";
import { ownDeviceView } from "@/lib/bindings/schema";
import { deviceRoute } from "@/lib/entry/route";

export const GET = deviceRoute(
  { input: z.strictObject({}), output: ownDeviceView, limit: "read" },
  getDevice,
);

export const DELETE = deviceRoute(
  { input: z.strictObject({}), output: z.object({ ok: z.literal(true) }), limit: "write", status: 204 },
  revokeDevice,
);

export {
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
