import type { Inngest, InngestFunction } from "inngest";
import type postgres from "postgres";
import { z } from "zod";
import { parseCron } from "./crons";
import { compile } from "./expressions";
import type { EngineFunction } from "./runs";

const concurrencyOption = z.strictObject({
  limit: z.number().int().min(0),
  key: z.string().optional(),
  scope: z.literal("fn").optional(),
});

/** What the SDK registers for a function, reduced to what is implemented; an unknown key is refused by name. */
const configSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  triggers: z
    .array(
      z.strictObject({
        event: z.string().optional(),
        expression: z.string().optional(),
        cron: z.string().optional(),
      }),
    )
    .min(1, "a function without an event or a cron (invoke only) is not implemented"),
  steps: z.object({
    step: z.object({ retries: z.object({ attempts: z.number().int().min(0).max(20) }).optional() }),
  }),
  concurrency: z
    .preprocess(
      (given) => [given].flat().map((option) => (typeof option === "number" ? { limit: option } : option)),
      z.array(concurrencyOption).max(2),
    )
    .optional(),
  cancel: z
    .array(z.strictObject({ event: z.string().min(1), if: z.string().optional() }))
    .max(5)
    .optional(),
});

const DEFAULT_RETRIES = 4;
const NEVER_SENT = ["inngest/function.finished", "inngest/function.invoked"];

function refuse(id: string, reason: string): never {
  throw new Error(`The embedded engine cannot run the function "${id}": ${reason}`);
}

function readConfig(config: unknown): EngineFunction {
  const id = String((config as { id?: unknown }).id);
  // Through JSON, as on the wire: options that were not given disappear.
  const parsed = configSchema.safeParse(JSON.parse(JSON.stringify(config)));
  if (!parsed.success) {
    refuse(id, parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`.trim()).join("; "));
  }
  const { triggers, steps, concurrency = [], cancel = [] } = parsed.data;
  const fn: EngineFunction = {
    id,
    maxAttempts: (steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    triggers: triggers.flatMap(({ event, expression }) =>
      event === undefined ? [] : [{ event, expression }],
    ),
    crons: triggers.flatMap(({ cron }) => cron ?? []),
    cancel,
    concurrency: concurrency.filter((option) => option.limit > 0).map(({ limit, key }) => ({ limit, key })),
  };
  check(fn);
  return fn;
}

function check(fn: EngineFunction): void {
  for (const { event } of [...fn.triggers, ...fn.cancel]) {
    if (event.includes("*")) refuse(fn.id, `the wildcard event "${event}" is not implemented`);
    if (NEVER_SENT.includes(event)) refuse(fn.id, `the event "${event}" is never sent`);
  }
  const expressions = [
    ...fn.triggers.map((trigger) => trigger.expression),
    ...fn.cancel.map((cancel) => cancel.if),
    ...fn.concurrency.map((option) => option.key),
  ];
  try {
    for (const expression of expressions) if (expression !== undefined) compile(expression);
    for (const cron of fn.crons) parseCron(cron);
  } catch (error) {
    refuse(fn.id, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the functions' own registration (with their onFailure handlers, which register as functions).
 * Throws, naming the function and the option, on everything that this engine does not implement.
 */
export function readFunctions(client: Inngest.Any, functions: InngestFunction.Any[]): EngineFunction[] {
  const baseUrl = new URL("http://embedded.invalid/api/inngest");
  return functions.flatMap((fn) => {
    // biome-ignore lint/complexity/useLiteralKeys: protected in the SDK's types, public in its serve handler
    const parallel = fn.opts.optimizeParallelism ?? client["options"].optimizeParallelism;
    if (parallel === false) refuse(fn.id(client.id), "optimizeParallelism: false is not implemented");
    // biome-ignore lint/complexity/useLiteralKeys: private in the SDK's types, public in its serve handler
    return fn["getConfig"]({ baseUrl, appPrefix: client.id }).map(readConfig);
  });
}

/** Replaces what the database knows of this app's functions; the last process to start wins, as with a real sync. */
export async function syncFunctions(
  sql: postgres.Sql,
  appId: string,
  functions: EngineFunction[],
): Promise<void> {
  const rows = [...functions].sort((a, b) => (a.id < b.id ? -1 : 1));
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('engine.sync'))`;
    await tx`delete from engine_functions where app_id = ${appId} and id <> all(${rows.map((fn) => fn.id)}::text[])`;
    for (const fn of rows) {
      const events = [...new Set([...fn.triggers, ...fn.cancel].map(({ event }) => event))];
      await tx`
        insert into engine_functions (id, app_id, events, config)
        values (${fn.id}, ${appId}, ${events}::text[], ${JSON.stringify(fn)}::text::json)
        on conflict (id) do update
        set app_id = excluded.app_id, events = excluded.events, config = excluded.config, synced_at = now()`;
    }
  });
}
