import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { summariseNotifications } from "@/lib/notifications/read";
import { noticeSummary } from "@/lib/notifications/schema";

export const GET = memberRoute(
  { input: z.strictObject({}), output: noticeSummary, limit: "read" },
  summariseNotifications,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
