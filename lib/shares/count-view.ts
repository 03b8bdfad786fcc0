import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { shareLinks } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { hashOf } from "./internal/links";

/** Counts that somebody opened a link; its owner's own visits do not count. The caller leaves robots out. */
export async function countShareView({ ctx, input }: { ctx: Ctx; input: { token: string } }): Promise<void> {
  const { actor } = ctx;
  await executor(ctx)
    .update(shareLinks)
    .set({ views: sql`${shareLinks.views} + 1` })
    .where(
      and(
        eq(shareLinks.tokenHash, hashOf(input.token)),
        isNull(shareLinks.revokedAt),
        actor.kind === "user" ? ne(shareLinks.userId, actor.userId) : undefined,
      ),
    );
}
