import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { executor } from "@/db/client";
import { engineFunctions } from "@/db/schema";
import { inngest } from "@/inngest/client";
import type { Ctx } from "@/lib/platform/context";

const config = z.object({ crons: z.array(z.string()).default([]) });

export interface KnownJob {
  /** As the engine names it. */
  fnId: string;
  /** Without the app's name. */
  id: string;
  crons: string[];
}

const prefix = `${inngest.id}-`;
export const fnIdOf = (id: string): string => prefix + id;
/** What a function is called here; one of another app keeps its whole name. */
export const idOf = (fnId: string): string => (fnId.startsWith(prefix) ? fnId.slice(prefix.length) : fnId);

/** The functions that were registered at the last start; what handles the failure of another one is part of that one. */
export async function listKnownJobs(ctx: Ctx): Promise<KnownJob[]> {
  const rows = await executor(ctx)
    .select({ fnId: engineFunctions.id, config: engineFunctions.config })
    .from(engineFunctions)
    .where(eq(engineFunctions.appId, inngest.id));
  const ids = new Set(rows.map((row) => row.fnId));
  return rows
    .filter(({ fnId }) => !(fnId.endsWith("-failure") && ids.has(fnId.slice(0, -"-failure".length))))
    .map((row) => ({ fnId: row.fnId, id: row.fnId.slice(inngest.id.length + 1), crons: cronsOf(row.config) }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

export async function findKnownJob(ctx: Ctx, id: string): Promise<KnownJob | null> {
  const [row] = await executor(ctx)
    .select({ config: engineFunctions.config })
    .from(engineFunctions)
    .where(and(eq(engineFunctions.appId, inngest.id), eq(engineFunctions.id, fnIdOf(id))));
  return row ? { fnId: fnIdOf(id), id, crons: cronsOf(row.config) } : null;
}

const cronsOf = (stored: unknown): string[] => config.safeParse(stored).data?.crons ?? [];
