import { and, count, eq, isNotNull, sum } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { executor } from "@/db/client";
import { generatedImages, storageUsage } from "@/db/schema";
import { requirePermission, storageQuotaBytes } from "@/lib/accounts/rules";
import type { Ctx, OwnerActor, Plan } from "@/lib/platform/context";
import { lockUsage, type Usage } from "../internal/usage";
import type { StorageView } from "../schema";

/** What the acting person's images take, in bytes of their originals, and what their plan holds. */
export async function getStorage({ ctx }: { ctx: Ctx<OwnerActor> }): Promise<StorageView> {
  requirePermission(ctx.actor, "READ_USER");
  const { userId, plan } = ctx.actor;
  const [usage, [trash]] = await Promise.all([
    readUsage(ctx, userId),
    executor(ctx)
      .select({ bytes: sum(generatedImages.sizeBytes).mapWith(Number), images: count() })
      .from(generatedImages)
      .where(and(eq(generatedImages.userId, userId), isNotNull(generatedImages.deletedAt))),
  ]);
  return {
    ...usage,
    trashBytes: trash?.bytes ?? 0,
    trashImages: trash?.images ?? 0,
    quotaBytes: storageQuotaBytes[plan],
  };
}

/**
 * Whether a person has nothing left of what their plan holds, beside `promisedBytes` that are on their way. An order
 * that asks this is not measured itself: the last one that is taken may go beyond.
 */
export async function isStorageFull(
  ctx: Ctx,
  userId: string,
  plan: Plan,
  promisedBytes = 0,
): Promise<boolean> {
  return (await readUsage(ctx, userId)).bytes + promisedBytes >= storageQuotaBytes[plan];
}

/** Whether `sizeBytes` more still fit; nobody else adds to this person's images until the transaction ends. */
export async function fitsStorage(
  ctx: Ctx,
  tx: Transaction,
  added: { userId: string; plan: Plan; sizeBytes: number },
): Promise<boolean> {
  const usage = await lockUsage(tx, added.userId, ctx.now);
  return usage.bytes + added.sizeBytes <= storageQuotaBytes[added.plan];
}

async function readUsage(ctx: Ctx, userId: string): Promise<Usage> {
  const [row] = await executor(ctx)
    .select({ bytes: storageUsage.bytes, images: storageUsage.images })
    .from(storageUsage)
    .where(eq(storageUsage.userId, userId));
  return row ?? { bytes: 0, images: 0 };
}
