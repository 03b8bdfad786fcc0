import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { startEmbeddedEngine } from "@/inngest/engine/engine";
import { functions } from "@/inngest/functions";
import { handlers } from "@/inngest/serve";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { job } from "@/lib/entry/job";
import { rateLimitStore } from "@/lib/entry/limits/rate-limits";
import { sweepGenerations } from "@/lib/generations/run/sweep";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";

const log = logger("start");

/** Checks the environment, starts what runs beside the requests, and repairs what the last stop left. */
export async function startServer(): Promise<void> {
  const { INNGEST_BASE_URL, APP_URL, DEMO_MODE } = env();
  trustOnlyOwnProxy();
  const store = rateLimitStore();
  if (store === "in-process")
    log.warn("rate limits are counted in this process only; several need REDIS_URL");
  await job("start-up", ensurePlatformConfigs, undefined);
  if (INNGEST_BASE_URL) await registerFunctions(APP_URL);
  else await runEmbeddedEngine();
  await job("start-up", sweepGenerations, undefined).catch((err) =>
    log.error("the first sweep failed", { err }),
  );
  log.info("started", {
    rate_limits: store,
    jobs: INNGEST_BASE_URL ? "inngest server" : "embedded engine",
    demo: DEMO_MODE,
  });
}

async function runEmbeddedEngine(): Promise<void> {
  const engine = await startEmbeddedEngine(functions);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void engine?.stop({ drainMs: 3_000 }));
}

/** An Inngest server forgets crons over its restarts; registering at every start tells it again. */
async function registerFunctions(appUrl: string): Promise<void> {
  const request = new Request(`${appUrl}/api/inngest`, { method: "PUT" });
  const answer = await handlers.PUT(request as Parameters<typeof handlers.PUT>[0], undefined);
  if (!answer.ok) log.error("the Inngest server did not take the functions", { status: answer.status });
}

/**
 * Without a proxy of ours in front, a caller could write any address into X-Forwarded-For and so slip through
 * limits by address. The header is dropped before Next sees it; Next then fills in the socket's address.
 */
function trustOnlyOwnProxy(): void {
  if (env().TRUST_PROXY) return;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers["x-forwarded-for"];
    delete request.headers["x-forwarded-host"];
    delete request.headers["x-forwarded-proto"];
  });
}
