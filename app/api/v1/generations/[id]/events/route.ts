import { userStream } from "@/lib/entry/route";
import { watchGenerationInput } from "@/lib/generations/schema";
import { watchGeneration } from "@/lib/generations/watch";

export const GET = userStream(
  { input: watchGenerationInput, limit: "events" },
  async ({ ctx, input, request }) => {
    const lastRevision = Number(/^\d{1,9}$/.exec(request.headers.get("last-event-id") ?? "")?.[0] ?? 0);
    const body = await watchGeneration({ ctx, input, lastRevision, signal: request.signal });
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        // Nginx would otherwise hold events back until its buffer is full.
        "x-accel-buffering": "no",
      },
    });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
