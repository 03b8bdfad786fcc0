import { and, inArray, lt, notExists, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { editMasks, generationInputs, generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";

const KEPT_MS = 86_400_000;
const BATCH = 200;

/** Removes masks older than a day that no open generation needs, files first. Safe to repeat after a crash. */
export async function purgeMasks({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  requireJob(ctx.actor);
  let removed = 0;
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = await purgeBatch(ctx);
  return { removed };
}

async function purgeBatch(ctx: Ctx): Promise<number> {
  const needed = db()
    .select({ one: sql`1` })
    .from(generationInputs)
    .innerJoin(generations, sql`${generations.id} = ${generationInputs.generationId}`)
    .where(
      and(
        sql`${generationInputs.storageKey} = ${editMasks.storageKey}`,
        sql`${generations.status} in ('queued', 'running')`,
      ),
    );
  const old = await db()
    .select({ id: editMasks.id, storageKey: editMasks.storageKey })
    .from(editMasks)
    .where(and(lt(editMasks.createdAt, new Date(ctx.now.getTime() - KEPT_MS)), notExists(needed)))
    .limit(BATCH);
  for (const mask of old) await storage().remove(mask.storageKey);
  await db()
    .delete(editMasks)
    .where(
      inArray(
        editMasks.id,
        old.map((mask) => mask.id),
      ),
    );
  return old.length;
}
