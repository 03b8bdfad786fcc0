import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";
import { removeStaged } from "../internal/clear-outputs";
import { hasEnded } from "../rules";

const PAGE = 500;

/**
 * Removes staged copies that no output row tells of: a process that died between copying a vendor's pictures and
 * recording them left those. Nightly; looks at what lies in the storage, which is next to nothing.
 */
export async function clearStaged({ ctx }: { ctx: Ctx }): Promise<{ cleared: number }> {
  requireJob(ctx.actor);
  const ids = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const { keys, nextCursor } = await storage().list("staging/", PAGE, cursor);
    for (const key of keys) if (key.startsWith("staging/gen_")) ids.add(key.split("/")[1] ?? "");
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  let cleared = 0;
  for (const id of ids) {
    const [job] = await db()
      .select({ status: generations.status })
      .from(generations)
      .where(eq(generations.id, id));
    if (job && !hasEnded(job.status)) continue;
    await removeStaged(id);
    cleared += 1;
  }
  return { cleared };
}
