import { handlers } from "@/inngest/serve";
import { missingRoute, type RouteHandler } from "@/lib/entry/route";
import { env } from "@/lib/platform/env";

/** For a configured Inngest server only: the embedded engine calls the functions in process, so nothing listens. */
const whenServed =
  (method: "GET" | "POST" | "PUT"): RouteHandler =>
  (request) =>
    env().INNGEST_BASE_URL
      ? handlers[method](request as Parameters<(typeof handlers)["GET"]>[0], undefined)
      : missingRoute(request);

export const GET = whenServed("GET");
export const POST = whenServed("POST");
export const PUT = whenServed("PUT");
