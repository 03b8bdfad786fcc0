import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { currentKeyId } from "@/lib/platform/key-ring/ring";
import { keyIdOf } from "@/lib/platform/key-ring/seal";
import { logger } from "@/lib/platform/log";
import { sealAgain } from "../internal/secrets";
import { webhookEndpointId } from "../schema";

const rotateSecretsInput = z.strictObject({
  batch: z.number().int().min(1).max(1_000).default(200),
  /** Goes on behind this endpoint; from the beginning without it. */
  after: z.string().optional(),
});

/**
 * Seals again, with the ring's current key, the signing secrets that another key of the ring has sealed; each only if
 * it is still the one that was read. Running it again changes nothing more. `next` is null at the end.
 */
export async function rotateWebhookSecrets({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof rotateSecretsInput>;
}): Promise<{ rotated: number; changedMeanwhile: number; unreadable: number; next: string | null }> {
  requireJob(ctx.actor);
  const { batch, after } = rotateSecretsInput.parse(input);
  const rows = await db()
    .select({ id: webhookEndpoints.id, sealed: webhookEndpoints.secretSealed })
    .from(webhookEndpoints)
    .where(after === undefined ? undefined : gt(webhookEndpoints.id, webhookEndpointId.parse(after)))
    .orderBy(asc(webhookEndpoints.id))
    .limit(batch);
  const counts = { rotated: 0, changedMeanwhile: 0, unreadable: 0 };
  for (const row of rows) {
    const outcome = await rotate(row);
    if (outcome !== "current") counts[outcome] += 1;
  }
  return { ...counts, next: rows.length === batch ? (rows.at(-1)?.id ?? null) : null };
}

async function rotate({ id, sealed }: { id: string; sealed: string }) {
  const fresh = sealedAgain(id, sealed);
  if (fresh === "current" || fresh === "unreadable") return fresh;
  const changed = await db()
    .update(webhookEndpoints)
    .set({ secretSealed: fresh })
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.secretSealed, sealed)))
    .returning({ id: webhookEndpoints.id });
  return changed.length > 0 ? ("rotated" as const) : ("changedMeanwhile" as const);
}

function sealedAgain(id: string, sealed: string): string | "current" | "unreadable" {
  try {
    if (keyIdOf(Buffer.from(sealed, "base64")) === currentKeyId()) return "current";
    return sealAgain(sealed, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger("notifications.rotate").error("a signing secret cannot be opened", {
      endpoint: id,
      reason: error.detail,
    });
    return "unreadable";
  }
}
