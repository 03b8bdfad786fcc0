import { and, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { moderationWords } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { getSetting } from "@/lib/settings/read";
import { describeCheckers } from "./internal/vendors";
import { toWordView } from "./internal/word-view";
import { foldText } from "./rules";
import { type CheckerState, listWordsInput, type WordPage } from "./schema";

/** The operator's word list, newest first, or those words that hold `q`. */
export async function listWords({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listWordsInput>;
}): Promise<WordPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { q, cursor, limit } = listWordsInput.parse(input);
  const part = foldText(q ?? "").trim();
  const rows = await executor(ctx)
    .select()
    .from(moderationWords)
    .where(
      and(
        part === "" ? undefined : sql`position(${part} in ${moderationWords.word}) > 0`,
        afterCursor(moderationWords.createdAt, moderationWords.id, cursor),
      ),
    )
    .orderBy(...newestFirst(moderationWords))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toWordView), nextCursor: found.nextCursor };
}

/** Which vendors are asked about what is handed in, and why not where they are not. */
export async function listCheckers({
  ctx,
}: {
  ctx: Ctx;
}): Promise<Record<"openai" | "bailian", CheckerState>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  return describeCheckers(await getSetting(ctx, "moderation"));
}
