import { and, asc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { newestFirst, withinDays } from "@/db/keyset";
import { generations } from "@/db/schema";
import { type Cursor, type CursorCodec, cursorsOf } from "@/lib/platform/http/cursor";
import { goesByEnd } from "../rules";
import type { listAllGenerationsInput } from "../schema";

// Both in the words of partial indexes, which the planner has to recognise.
const isOpen = sql`${generations.status} in ('queued', 'running')`;
const isOwn = sql`${generations.model} like 'cfg\\_%'`;

const cursors = { open: cursorsOf("open"), created: cursorsOf("created"), finished: cursorsOf("finished") };

/** How a list goes through the generations: along one index, and what is looked at on the way. */
export interface Walk {
  /** Its order. */
  by: typeof generations.createdAt | typeof generations.finishedAt;
  order: SQL[];
  cursors: CursorCodec<Cursor>;
  /** What the index narrows the way to. */
  lead: SQL | undefined;
  others: SQL[];
}

type Filters = Omit<z.output<typeof listAllGenerationsInput>, "limit">;

/**
 * The way of some filters. It goes by the order or by the end (`goesByEnd`), the newest first, and along the one
 * filter that is the most selective by nature (person, error, model, provider, state), each of which has an index for
 * either moment; days narrow whatever index is walked. Open generations come the oldest first. Resolutions have an
 * index beside a model and by its end only, as the figures link to them; otherwise they are looked at on the way, like
 * what was delivered, which has too many rows for one.
 */
export function walkOf(filters: Filters): Walk {
  const { status, model, tier, cursor } = filters;
  const isByEnd = goesByEnd(filters);
  const by = isByEnd ? generations.finishedAt : generations.createdAt;
  const days = withinDays(by, filters);
  const isTierOfModel = isByEnd && model !== undefined && model !== "own";
  const selective = selectiveOf(filters, isTierOfModel);
  const broad = [
    ...(status === "delivered" ? [inArray(generations.status, ["succeeded", "partly_succeeded"])] : []),
    ...(tier && !isTierOfModel ? [eq(generations.tier, tier)] : []),
  ];
  if (status === "open") {
    const after = rowsAfter(by, sql`>`, cursors.open, cursor);
    const order = [asc(generations.createdAt), asc(generations.id)];
    const lead = and(isOpen, days, after);
    return { by, order, cursors: cursors.open, lead, others: [...selective, ...broad] };
  }
  const own = isByEnd ? cursors.finished : cursors.created;
  const order = newestFirst({ createdAt: by, id: generations.id });
  const [first, ...rest] = selective;
  const ended = isByEnd ? isNotNull(by) : undefined;
  const lead = and(ended, first, days, rowsAfter(by, sql`<`, own, cursor));
  return { by, order, cursors: own, lead, others: [...rest, ...broad] };
}

/** From the most selective to the least. */
const selectiveOf = (
  { userId, errorCode, model, tier, provider, status }: Filters,
  isTierOfModel: boolean,
): SQL[] =>
  [
    userId && eq(generations.userId, userId),
    errorCode && eq(generations.errorCode, errorCode),
    model === "own" && isOwn,
    model && model !== "own" && and(eq(generations.model, model), tierOf(isTierOfModel ? tier : undefined)),
    provider && eq(generations.provider, provider),
    status && status !== "open" && status !== "delivered" && eq(generations.status, status),
  ].filter((one) => typeof one === "object");

const tierOf = (tier: Filters["tier"]): SQL | undefined =>
  tier === undefined ? undefined : eq(generations.tier, tier);

/** The rows that follow a cursor, upwards or downwards. */
function rowsAfter(by: Walk["by"], than: SQL, own: Walk["cursors"], cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const { atMs, id } = own.decode(cursor);
  return sql`(${by}, ${generations.id}) ${than} (${new Date(atMs).toISOString()}::timestamptz, ${id})`;
}
