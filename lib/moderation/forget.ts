import { inArray } from "drizzle-orm";
import { executor } from "@/db/client";
import { moderationChecks } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";

/**
 * Forgets what was said of subjects that are gone for good: matched words are words of their prompts. The caller has
 * checked that they may go.
 */
export async function forgetChecks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { subjectIds: string[] };
}): Promise<void> {
  await executor(ctx).delete(moderationChecks).where(inArray(moderationChecks.subjectId, input.subjectIds));
}
