import { and, desc, eq, ilike, ne, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generations, savedPrompts } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { escapeLike, searchWords } from "@/lib/images/rules";
import type { Ctx } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/http/cursor";
import { findChatConfig } from "./internal/ask";
import { savedPromptColumns, toSavedPromptView } from "./internal/rows";
import {
  HISTORY_GENERATIONS,
  type ListPromptsInput,
  type PromptHelpView,
  type SavedPromptPage,
  type UsedPromptPage,
} from "./schema";

/** Whether the platform can translate prompts: a language model is configured. */
export const canTranslate = async (ctx: Ctx): Promise<boolean> => (await findChatConfig(ctx, null)) !== null;

/** Whether the acting user can have prompts improved, by their own language model or the platform's. */
export async function getPromptHelp({ ctx }: { ctx: Ctx }): Promise<PromptHelpView> {
  requirePermission(ctx.actor, "READ_USER");
  const config = await findChatConfig(ctx, requireUser(ctx.actor));
  return config ? { available: true, reason: null } : { available: false, reason: "not_configured" };
}

/** What the acting user saved, newest first; searched in titles and prompts. */
export async function listSavedPrompts({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListPromptsInput;
}): Promise<SavedPromptPage> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select(savedPromptColumns)
    .from(savedPrompts)
    .where(
      and(
        eq(savedPrompts.userId, requireUser(ctx.actor)),
        ...patternsOf(input.q).map((pattern) =>
          or(ilike(savedPrompts.title, pattern), ilike(savedPrompts.prompt, pattern)),
        ),
        afterCursor(savedPrompts.createdAt, savedPrompts.id, input.cursor),
      ),
    )
    .orderBy(...newestFirst(savedPrompts))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toSavedPromptView), nextCursor: found.nextCursor };
}

/**
 * Prompts of the acting user's last 5,000 generations, each once, by its newest use. The index hands those
 * generations over in order, so that somebody with a hundred thousand of them waits no longer. Edits are left out:
 * their words ("remove the hat") are about one picture.
 */
export async function listUsedPrompts({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListPromptsInput;
}): Promise<UsedPromptPage> {
  requirePermission(ctx.actor, "READ_USER");
  const recent = recentGenerations(ctx, requireUser(ctx.actor));
  const newest = executor(ctx)
    .selectDistinctOn([recent.hash])
    .from(recent)
    .where(
      and(
        eq(recent.operation, "generate"),
        ne(recent.prompt, ""),
        ...patternsOf(input.q).map((pattern) => ilike(recent.prompt, pattern)),
      ),
    )
    .orderBy(recent.hash, desc(recent.createdAt), desc(recent.id))
    .as("newest");
  const rows = await executor(ctx)
    .select()
    .from(newest)
    .where(input.cursor ? isBefore(newest, input.cursor) : undefined)
    .orderBy(desc(newest.createdAt), desc(newest.id))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return {
    items: found.items.map(({ prompt, negativePrompt, styleTags, createdAt }) => ({
      prompt,
      negativePrompt,
      styleTags,
      usedAt: createdAt.toISOString(),
    })),
    nextCursor: found.nextCursor,
  };
}

/** Hashes are compared instead of prompts, which are long and would be sorted by the rules of a language. */
const recentGenerations = (ctx: Ctx, userId: string) =>
  executor(ctx)
    .select({
      id: generations.id,
      prompt: generations.prompt,
      negativePrompt: generations.negativePrompt,
      styleTags: generations.styleTags,
      operation: generations.operation,
      createdAt: generations.createdAt,
      hash: sql<string>`md5(${generations.prompt})`.as("hash"),
    })
    .from(generations)
    .where(eq(generations.userId, userId))
    .orderBy(...newestFirst(generations))
    .limit(HISTORY_GENERATIONS)
    .as("recent");

/** As `afterCursor`, for columns of a subquery. */
function isBefore(list: { createdAt: SQLWrapper; id: SQLWrapper }, cursor: string): SQL {
  const { atMs, id } = decodeCursor(cursor);
  return sql`(${list.createdAt}, ${list.id}) < (${new Date(atMs).toISOString()}::timestamptz, ${id})`;
}

const patternsOf = (q: string | undefined): string[] =>
  searchWords(q ?? "").map((word) => `%${escapeLike(word)}%`);
