import { memberStream } from "@/lib/entry/route";
import { watchGenerationInput } from "@/lib/generations/schema";
import { watchGeneration } from "@/lib/generations/watch";
import { eventResponse } from "@/lib/platform/http/event-stream";

export const GET = memberStream(
  { input: watchGenerationInput, limit: "events", scope: "read" },
  async ({ ctx, input, request }) => {
    const lastRevision = Number(/^\d{1,9}$/.exec(request.headers.get("last-event-id") ?? "")?.[0] ?? 0);
    return eventResponse(await watchGeneration({ ctx, input, lastRevision, signal: request.signal }));
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
