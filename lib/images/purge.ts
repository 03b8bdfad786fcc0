import { and, asc, isNotNull, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { removeForGood } from "./internal/remove-files";
import { TRASH_DAYS } from "./rules";

/** Removes images that have been in the trash for longer than it keeps them, with their files; up to `limit`. */
export async function purgeTrash({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { limit: number };
}): Promise<{ removed: number; more: boolean }> {
  if (ctx.actor.kind !== "job") throw forbidden("WRITE_ADMIN");
  const before = new Date(ctx.now.getTime() - TRASH_DAYS * 86_400_000);
  const due = await db()
    .select({ id: generatedImages.id, storageKey: generatedImages.storageKey })
    .from(generatedImages)
    .where(and(isNotNull(generatedImages.deletedAt), lt(generatedImages.deletedAt, before)))
    .orderBy(asc(generatedImages.deletedAt))
    .limit(input.limit);
  await removeForGood(due);
  return { removed: due.length, more: due.length === input.limit };
}
