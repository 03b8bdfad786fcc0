import type postgres from "postgres";
import { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { CHANNEL, limits } from "./limits";

/** An event as functions see it. */
export type EventPayload = { name: string; data: Record<string, unknown>; id: string; ts: number } & Record<
  string,
  unknown
>;

/** An event that the server would refuse as well; `status` is what it answers. */
export class RefusedEvent extends Error {
  constructor(
    readonly status: 400 | 413,
    message: string,
  ) {
    super(message);
  }
}

const incoming = z.looseObject({
  name: z.string().min(1).max(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  id: z.string().min(1).max(256).nullish(),
  ts: z.number().int().nonnegative().nullish(),
});

interface NewEvent {
  payload: EventPayload;
  rowId: string;
  /** What makes it unique for 24 hours; without one it is always new. */
  dedupeKey: string | null;
}

/** Stores events with their routing jobs; one that is already known by its key is left as it is. */
async function insertEvents(
  sql: postgres.Sql | postgres.TransactionSql,
  events: NewEvent[],
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    with given as (
      select * from unnest(
        ${events.map((event) => event.rowId)}::text[],
        ${events.map((event) => event.payload.name)}::text[],
        ${events.map((event) => JSON.stringify(event.payload))}::text[],
        ${events.map((event) => event.dedupeKey)}::text[]
      ) with ordinality as t (id, name, payload, dedupe_key, position)
    ), fresh as (
      insert into engine_events (id, name, payload, dedupe_key)
      select id, name, payload::json, dedupe_key from given order by position
      on conflict (dedupe_key) do nothing
      returning id, seq
    ), queued as (
      insert into engine_jobs (id, kind, event_id, due_at)
      select replace(id, 'evt_', 'job_'), 'event', id, now() from fresh order by seq
    )
    select id, pg_notify(${CHANNEL}, '') from fresh`;
  return new Set(rows.map((row) => row.id));
}

/** Sends one of the engine's own events; `key` makes it once only. */
export async function sendInternal(
  tx: postgres.TransactionSql,
  name: string,
  data: Record<string, unknown>,
  key: string,
): Promise<void> {
  const rowId = newId("engineEvent");
  await insertEvents(tx, [{ payload: { name, data, id: rowId, ts: Date.now() }, rowId, dedupeKey: key }]);
}

function readEvents(body: unknown, seed: string | null): NewEvent[] {
  const list = Array.isArray(body) ? body : [body];
  if (list.length > limits.eventsPerSend) throw new RefusedEvent(413, "Too many events in one send.");
  return list.map((item, index) => {
    const parsed = incoming.safeParse(item);
    if (!parsed.success) throw new RefusedEvent(400, `Event ${index} is not valid: ${parsed.error.message}`);
    const event = parsed.data;
    if (event.name.startsWith("inngest/"))
      throw new RefusedEvent(400, `The name "${event.name}" is reserved.`);
    const rowId = newId("engineEvent");
    const payload = { ...event, data: event.data ?? {}, id: event.id ?? rowId, ts: event.ts ?? Date.now() };
    if (Buffer.byteLength(JSON.stringify(payload)) > limits.eventBytes)
      throw new RefusedEvent(
        413,
        `Event ${index} ("${event.name}") is larger than ${limits.eventBytes} bytes.`,
      );
    const dedupeKey = event.id ? `id:${event.id}` : seed ? `seed:${seed}:${index}` : null;
    return { payload, rowId, dedupeKey };
  });
}

/**
 * Stores what a client sent. An id seen within 24 hours does not trigger anything again; `seed` is the SDK's own
 * key for the retries of one send. Returns the stored ids in order. Throws RefusedEvent for what a server refuses.
 */
export async function storeEvents(sql: postgres.Sql, body: unknown, seed: string | null): Promise<string[]> {
  const events = readEvents(body, seed);
  if (events.length === 0) return [];
  const keys = events.flatMap((event) => event.dedupeKey ?? []);
  if (events.some((event) => event.dedupeKey?.startsWith("id:"))) {
    await sql`
      update engine_events set dedupe_key = null
      where dedupe_key = any(${keys}::text[]) and received_at < now() - ${limits.dedupeMs}::float8 * interval '1 ms'`;
  }
  const fresh = await insertEvents(sql, events);
  if (fresh.size === events.length) return events.map((event) => event.rowId);
  const known = await sql<{ id: string; key: string }[]>`
    select id, dedupe_key as key from engine_events where dedupe_key = any(${keys}::text[])`;
  const byKey = new Map(known.map((row) => [row.key, row.id]));
  return events.map((event) => byKey.get(event.dedupeKey ?? "") ?? event.rowId);
}

const answer = (status: number, body: Record<string, unknown>) =>
  Response.json({ ...body, status }, { status });

/**
 * A `fetch` for the Inngest client that stores events in PostgreSQL instead of sending them to a server.
 * It works in every process that reaches the database, whether or not an engine runs in it.
 */
export function embeddedFetch(sql: () => postgres.Sql): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/e/"))
      return answer(501, { error: `The embedded engine does not implement ${request.method} ${pathname}.` });
    try {
      const seed = request.headers.get("x-inngest-event-id-seed");
      return answer(200, { ids: await storeEvents(sql(), await request.json(), seed) });
    } catch (error) {
      if (error instanceof RefusedEvent) return answer(error.status, { error: error.message, ids: [] });
      throw error;
    }
  };
}
