import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { notFound, unauthenticated } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { jobContext } from "./context";
import type { RouteHandler } from "./route";
import { webTierHealth } from "./web-tier/health";

/**
 * Liveness and readiness: 200 when every part answers, 503 with the part that does not. The web tier has one part,
 * the app, and no database that `check` could ask.
 */
export const healthRoute =
  (check: (call: { ctx: Ctx }) => Promise<{ ok: boolean; parts: Record<string, unknown> }>): RouteHandler =>
  async () => {
    const web = env().APP_ROLE === "web";
    const { ok, parts } = await (web ? webTierHealth() : check({ ctx: jobContext("health") }));
    return Response.json(
      { status: ok ? "ok" : "unavailable", ...parts },
      { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
    );
  };

/** Prometheus text for whoever has METRICS_TOKEN as bearer; without one set it is open in demo mode and off otherwise. */
export const metricsRoute =
  (measure: (call: { ctx: Ctx }) => Promise<void>): RouteHandler =>
  async (request) => {
    const { METRICS_TOKEN: token, DEMO_MODE } = env();
    if (!token && !DEMO_MODE) return problemResponse(notFound("address"), newId("request"));
    if (token && !equalInConstantTime(request.headers.get("authorization") ?? "", `Bearer ${token}`))
      return problemResponse(unauthenticated(), newId("request"));
    try {
      await measure({ ctx: jobContext("metrics") });
    } catch (err) {
      // The counters are wanted most when the database or Redis is away.
      logger("entry.metrics").error("gauges could not be measured", { err });
    }
    const { registry } = metrics();
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  };
