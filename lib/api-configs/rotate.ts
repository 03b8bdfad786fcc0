import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { db, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { currentKeyId } from "@/lib/platform/key-ring/ring";
import { keyIdOf, sealedPrefix } from "@/lib/platform/key-ring/seal";
import { logger } from "@/lib/platform/log";
import { openKey, sealKey } from "./internal/connection";
import { apiConfigId } from "./schema";

export const rotateApiConfigsInput = z.strictObject({
  batch: z.number().int().min(1).max(1_000).default(200),
  /** Goes on behind this config; from the beginning without it. */
  after: apiConfigId.optional(),
});

export interface RotationCounts {
  rotated: number;
  /** Changed by somebody else at the same moment; the next run sees to them. */
  changedMeanwhile: number;
  /** Sealed with a key that the ring does not have, or damaged; their owners must give the key again. */
  unreadable: number;
  /** Where the next call goes on; null when this one reached the end. */
  next: string | null;
}

type SealedRow = Pick<typeof apiConfigs.$inferSelect, "id" | "apiKey">;

/**
 * Seals again, with the ring's current key, what another key of the ring has sealed. Row by row, each only if it is
 * still the one that was read: a person who changes the key at the same moment wins, and a job may open a config
 * before, between and after. Running it again changes nothing more.
 */
export async function rotateApiConfigs({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof rotateApiConfigsInput>;
}): Promise<RotationCounts> {
  requireJob(ctx.actor);
  const { batch, after } = rotateApiConfigsInput.parse(input);
  const prefix = sealedPrefix();
  const rows = await db()
    .select({ id: apiConfigs.id, apiKey: apiConfigs.apiKey })
    .from(apiConfigs)
    .where(
      and(
        sql`substring(${apiConfigs.apiKey} from 1 for ${prefix.length}) <> ${prefix}`,
        after === undefined ? undefined : gt(apiConfigs.id, after),
      ),
    )
    .orderBy(asc(apiConfigs.id))
    .limit(batch);
  const counts = { rotated: 0, changedMeanwhile: 0, unreadable: 0 };
  for (const row of rows) counts[await rotate(ctx, row)] += 1;
  return { ...counts, next: rows.length === batch ? (rows.at(-1)?.id ?? null) : null };
}

async function rotate(ctx: Ctx, row: SealedRow): Promise<"rotated" | "changedMeanwhile" | "unreadable"> {
  const sealed = sealAgain(row);
  if (sealed === null) return "unreadable";
  return transact(ctx, async (inner, tx) => {
    const [changed] = await tx
      .update(apiConfigs)
      .set({ apiKey: sealed })
      .where(and(eq(apiConfigs.id, row.id), eq(apiConfigs.apiKey, row.apiKey)))
      .returning({ id: apiConfigs.id });
    if (!changed) return "changedMeanwhile" as const;
    await recordAudit(inner, tx, {
      action: "api-configs.rotate",
      subjectId: row.id,
      before: { keyId: keyIdOf(row.apiKey) },
      after: { keyId: currentKeyId() },
    });
    return "rotated" as const;
  });
}

function sealAgain(row: SealedRow): Buffer | null {
  try {
    return sealKey(openKey(row), row.id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger("api-configs.rotate").error("a key cannot be opened", { config: row.id, reason: error.detail });
    return null;
  }
}
