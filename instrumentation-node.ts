import { rememberFunctions, startEmbeddedEngine } from "@/inngest/engine/engine";
import { functions } from "@/inngest/functions";
import { deliveryPorts } from "@/inngest/functions/notifications/ports";
import { handlers } from "@/inngest/serve";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { job } from "@/lib/entry/job";
import { rateLimitStore } from "@/lib/entry/limits/rate-limits";
import { sweepPublications } from "@/lib/gallery/publishing/sweep";
import { sweepGenerations } from "@/lib/generations/run/sweep";
import { keepMemberships } from "@/lib/membership/keep";
import { relayDeliveries } from "@/lib/notifications/deliveries/relay";
import { sweepDeliveries } from "@/lib/notifications/deliveries/sweep";
import { listDueBillDays } from "@/lib/orders/bill/list-due-days";
import { reconcileTradeBill } from "@/lib/orders/bill/reconcile";
import { ensureProducts } from "@/lib/orders/ensure-products";
import { sweepOrders } from "@/lib/orders/sweep";
import { env } from "@/lib/platform/env";
import { followAnswers } from "@/lib/platform/http/answer-status";
import { endEventStreams } from "@/lib/platform/http/event-stream";
import { trustOnlyOwnProxy } from "@/lib/platform/http/own-proxy";
import { logger } from "@/lib/platform/log";
import { rollUpFigures } from "@/lib/stats/figures/roll-up";
import { prepareRequestLog } from "@/lib/stats/requests/prepare";
import { rollUpRequests } from "@/lib/stats/requests/roll-up";
import { startRequestLog } from "@/lib/stats/requests/start";

const log = logger("start");

/** Checks the environment, starts what runs beside the requests, and repairs what the last stop left. */
export async function startServer(): Promise<void> {
  const { INNGEST_BASE_URL, APP_URL, DEMO_MODE } = env();
  trustOnlyOwnProxy();
  followAnswers();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, endEventStreams);
  startRequestLog();
  const store = rateLimitStore();
  if (store === "in-process")
    log.warn("rate limits are counted in this process only; several need REDIS_URL");
  await job("start-up", ensurePlatformConfigs, undefined);
  await job("start-up", ensureProducts, undefined);
  if (INNGEST_BASE_URL) await registerFunctions(APP_URL);
  else await runEmbeddedEngine();
  await repair("generations", () => job("start-up", sweepGenerations, undefined));
  void repair("publications", () => job("start-up", sweepPublications, undefined));
  // What waits for WeChat must not keep the server from answering.
  void repair("payments", repairPayments);
  void repair("notifications", sendNotifications);
  void repair("figures", computeFigures);
  log.info("started", {
    rate_limits: store,
    jobs: INNGEST_BASE_URL ? "inngest server" : "embedded engine",
    demo: DEMO_MODE,
  });
}

/** From now on every committed delivery is told to the functions; what was committed before is sent. */
async function sendNotifications(): Promise<void> {
  await relayDeliveries();
  await job("start-up", ({ ctx }) => sweepDeliveries({ ctx, ports: deliveryPorts(ctx) }), undefined);
}

/** Everything that runs by the clock also runs at the start: the clock may have struck while the server was down. */
async function repairPayments(): Promise<void> {
  await job("start-up", sweepOrders, undefined);
  await job("start-up", keepMemberships, { limit: 200 });
  const { days } = await job("start-up", listDueBillDays, undefined);
  for (const day of days) await job("start-up", reconcileTradeBill, { day });
}

/** The day's partition first, then what the panel shows, for as long as the server was away. */
async function computeFigures(): Promise<void> {
  await job("start-up", prepareRequestLog, undefined);
  for (let from: string | null = null, more = true; more; more = from !== null)
    ({ next: from } = await job("start-up", rollUpRequests, { from }));
  for (let from: string | null = null, more = true; more; more = from !== null)
    ({ next: from } = await job("start-up", rollUpFigures, { from }));
}

const repair = (what: string, work: () => Promise<unknown>): Promise<unknown> =>
  work().catch((err: unknown) => log.error("a first sweep failed", { what, err }));

async function runEmbeddedEngine(): Promise<void> {
  const engine = await startEmbeddedEngine(functions);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void engine?.stop({ drainMs: 3_000 }));
}

/** An Inngest server forgets crons over its restarts; registering at every start tells it again. */
async function registerFunctions(appUrl: string): Promise<void> {
  await rememberFunctions(functions);
  const request = new Request(`${appUrl}/api/inngest`, { method: "PUT" });
  const answer = await handlers.PUT(request as Parameters<typeof handlers.PUT>[0], undefined);
  if (!answer.ok) log.error("the Inngest server did not take the functions", { status: answer.status });
}
