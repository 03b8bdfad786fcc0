import { memberRoute } from "@/lib/entry/route";
import { listNotifications } from "@/lib/notifications/read";
import { listNotificationsInput, notificationPage } from "@/lib/notifications/schema";

export const GET = memberRoute(
  { input: listNotificationsInput, output: notificationPage, limit: "read" },
  listNotifications,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
