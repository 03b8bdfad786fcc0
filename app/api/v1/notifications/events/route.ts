import { z } from "zod";
import { userStream } from "@/lib/entry/route";
import { watchNotifications } from "@/lib/notifications/watch";
import { eventResponse } from "@/lib/platform/http/event-stream";

export const GET = userStream({ input: z.strictObject({}), limit: "events" }, async ({ ctx, request }) =>
  eventResponse(await watchNotifications({ ctx, signal: request.signal })),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
