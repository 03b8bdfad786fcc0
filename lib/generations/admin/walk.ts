import { and, asc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generations } from "@/db/schema";
import { decodeCursor } from "@/lib/platform/http/cursor";
import { endOfBusinessDay, startOfBusinessDay } from "@/lib/platform/time";
import type { listAllGenerationsInput } from "../schema";

/** In the words of its partial index, which the planner has to recognise. */
const isOpen = sql`${generations.status} in ('queued', 'running')`;

/** How a list goes through the generations: along one index, and what is looked at on the way. */
export interface Walk {
  /** Its order. */
  by: typeof generations.createdAt | typeof generations.finishedAt;
  order: SQL[];
  /** What the index narrows the way to. */
  lead: SQL | undefined;
  others: SQL[];
}

type Filters = Omit<z.output<typeof listAllGenerationsInput>, "limit">;

/**
 * The way of some filters. Days narrow whatever index is walked, because each has its moment behind what it is made
 * for. What ended in some days goes by the moment of its end, the newest first, and open generations the oldest first;
 * everything else by the one filter that is the most selective by nature (person, error, model, provider, state).
 * Resolutions, own keys and what was delivered have too many rows for that and are always looked at on the way.
 */
export function walkOf(filters: Filters): Walk {
  const { status, model, tier, from, to, cursor } = filters;
  const isByEnd = filters.by === "finished";
  const by = isByEnd ? generations.finishedAt : generations.createdAt;
  const range = [
    ...(from ? [gte(by, startOfBusinessDay(from))] : []),
    ...(to ? [lt(by, endOfBusinessDay(to))] : []),
  ];
  const broad = [
    ...(model === "own" ? [sql`${generations.model} like 'cfg\\_%'`] : []),
    ...(status === "delivered" ? [inArray(generations.status, ["succeeded", "partly_succeeded"])] : []),
    ...(tier ? [eq(generations.tier, tier)] : []),
  ];
  const selective = selectiveOf(filters);
  if (status === "open" && !isByEnd) {
    const after = cursor === undefined ? undefined : sinceCursor(cursor);
    const order = [asc(generations.createdAt), asc(generations.id)];
    return { by, order, lead: and(isOpen, ...range, after), others: [...selective, ...broad] };
  }
  const after = afterCursor(by, generations.id, cursor);
  const order = newestFirst({ createdAt: by, id: generations.id });
  if (isByEnd) {
    const others = [...selective, ...(status === "open" ? [isOpen] : []), ...broad];
    return { by, order, lead: and(isNotNull(by), ...range, after), others };
  }
  const [first, ...rest] = selective;
  return { by, order, lead: and(first, ...range, after), others: [...rest, ...broad] };
}

/** From the most selective to the least. */
const selectiveOf = ({ userId, errorCode, model, provider, status }: Filters): SQL[] => [
  ...(userId ? [eq(generations.userId, userId)] : []),
  ...(errorCode ? [eq(generations.errorCode, errorCode)] : []),
  ...(model && model !== "own" ? [eq(generations.model, model)] : []),
  ...(provider ? [eq(generations.provider, provider)] : []),
  ...(status && status !== "open" && status !== "delivered" ? [eq(generations.status, status)] : []),
];

/** The rows that follow a cursor where the oldest come first. */
function sinceCursor(cursor: string): SQL {
  const { atMs, id } = decodeCursor(cursor);
  return sql`(${generations.createdAt}, ${generations.id}) > (${new Date(atMs).toISOString()}::timestamptz, ${id})`;
}
