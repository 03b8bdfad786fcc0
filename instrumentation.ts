/** Next calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/platform/env");
  if (env().APP_ROLE === "web") {
    // The web tier loads neither engine nor functions, so nothing of them can start there.
    const { startWebTier } = await import("@/lib/entry/web-tier/start");
    startWebTier();
    return;
  }
  const { startServer } = await import("./instrumentation-node");
  await startServer();
}
