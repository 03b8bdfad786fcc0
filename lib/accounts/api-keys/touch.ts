import { and, eq, isNull, lt, or } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiKeys } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { KEY_USED_EVERY_MS } from "../rules";

/** Notes that a key was used; at most once a minute, however often it is. */
export async function touchApiKey({ ctx, input }: { ctx: Ctx; input: { keyId: string } }): Promise<void> {
  const before = new Date(ctx.now.getTime() - KEY_USED_EVERY_MS);
  await executor(ctx)
    .update(apiKeys)
    .set({ lastUsedAt: ctx.now })
    .where(and(eq(apiKeys.id, input.keyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
