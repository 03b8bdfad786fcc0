import { and, asc, eq, gt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { shareLinks } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { sealedPrefix } from "@/lib/platform/key-ring/seal";
import { logger } from "@/lib/platform/log";
import { openToken, sealToken } from "./internal/links";

/**
 * Seals the tokens of links again with the ring's current key, up to `batch` behind `after`, each only if it is still
 * the one that was read. `next` is where the next call goes on; null at the end.
 */
export async function rotateShareLinks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { batch: number; after?: string };
}): Promise<{ rotated: number; changedMeanwhile: number; unreadable: number; next: string | null }> {
  requireJob(ctx.actor);
  const prefix = sealedPrefix();
  const rows = await db()
    .select({ id: shareLinks.id, tokenSealed: shareLinks.tokenSealed })
    .from(shareLinks)
    .where(
      and(
        sql`substring(${shareLinks.tokenSealed} from 1 for ${prefix.length}) <> ${prefix}`,
        input.after === undefined ? undefined : gt(shareLinks.id, input.after),
      ),
    )
    .orderBy(asc(shareLinks.id))
    .limit(input.batch);
  const counts = { rotated: 0, changedMeanwhile: 0, unreadable: 0 };
  for (const row of rows) counts[await rotate(row)] += 1;
  return { ...counts, next: rows.length === input.batch ? (rows.at(-1)?.id ?? null) : null };
}

async function rotate(row: {
  id: string;
  tokenSealed: Buffer;
}): Promise<"rotated" | "changedMeanwhile" | "unreadable"> {
  const sealed = sealAgain(row);
  if (sealed === null) return "unreadable";
  const changed = await db()
    .update(shareLinks)
    .set({ tokenSealed: sealed })
    .where(and(eq(shareLinks.id, row.id), eq(shareLinks.tokenSealed, row.tokenSealed)))
    .returning({ id: shareLinks.id });
  return changed.length > 0 ? "rotated" : "changedMeanwhile";
}

function sealAgain(row: { id: string; tokenSealed: Buffer }): Buffer | null {
  try {
    return sealToken(openToken(row), row.id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger("shares.rotate").error("a link cannot be opened", { link: row.id, reason: error.detail });
    return null;
  }
}
