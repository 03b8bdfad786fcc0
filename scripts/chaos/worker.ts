/**
 * A process that does the product's work without a web server, to be killed: `run` executes jobs until it is
 * told to stop; `create`, `cancel` and the acts of payments act once for a user. Fail points are on: FAIL_POINTS
 * names where it dies.
 */
Object.assign(globalThis, { __FAIL_POINTS__: true });

const [mode = "", userId = "", subject = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const { requestContext } = await import("@/lib/entry/context");
  const { newId } = await import("@/lib/platform/ids");
  const actor = { kind: "user", userId, plan: "pro", role: "user", address: "chaos" } as const;
  const ctx = requestContext(actor, newId("request"));
  const { paymentActs } = await import("./payments/acts");
  const act = paymentActs[mode];
  if (act) await act(userId, subject);
  else if (mode === "create") {
    const { createGeneration } = await import("@/lib/generations/create");
    await createGeneration({ ctx, input: JSON.parse(subject) });
  } else if (mode === "cancel") {
    const { cancelGeneration } = await import("@/lib/generations/cancel");
    await cancelGeneration({ ctx, input: { id: subject } });
  } else await run();
  const { closePools } = await import("@/db/client");
  await closePools();
}

async function run(): Promise<void> {
  const { startEmbeddedEngine } = await import("@/inngest/engine/engine");
  const { functions } = await import("@/inngest/functions");
  // Whoever reads "running" may ask at once for the end.
  const told = new Promise((resolve) => process.once("SIGTERM", resolve));
  const engine = await startEmbeddedEngine(functions);
  process.stdout.write("running\n");
  await told;
  await engine?.stop({ drainMs: 5_000 });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
