import { and, eq, gt, isNull, or } from "drizzle-orm";
import { executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import { apiKeys, users } from "@/db/schema";
import type { Ctx, KeyScope, Plan } from "@/lib/platform/context";
import { MAX_API_KEYS, requirePerson } from "../rules";
import type { ApiKeyList } from "../schema";
import { isKeyShaped, keyHash } from "./secret";
import { scopesOf, viewKey } from "./view";

/** Besides the living ones, some that have expired: they are shown until they are removed. */
const MAX_LISTED = 100;

/** The keys of the acting person that are not revoked, newest first, never the keys themselves. */
export async function listApiKeys({ ctx }: { ctx: Ctx }): Promise<ApiKeyList> {
  const { id, name, lastFour, scopes, expiresAt, lastUsedAt, createdAt } = apiKeys;
  const rows = await executor(ctx)
    .select({ id, name, lastFour, scopes, expiresAt, lastUsedAt, createdAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.userId, requirePerson(ctx.actor)), isNull(apiKeys.revokedAt)))
    .orderBy(...newestFirst(apiKeys))
    .limit(MAX_LISTED);
  return { items: rows.map((row) => viewKey(row, ctx.now)), limit: MAX_API_KEYS, nextCursor: null };
}

/**
 * Whose key this is and what it opens; null for what is no key, and for one that is unknown, revoked or expired or
 * whose person is suspended or gone.
 */
export async function findKeyHolder(
  ctx: Ctx,
  key: string,
): Promise<{ id: string; userId: string; plan: Plan; scopes: KeyScope[]; lastUsedAt: Date | null } | null> {
  if (!isKeyShaped(key)) return null;
  const [row] = await executor(ctx)
    .select({
      id: apiKeys.id,
      userId: users.id,
      plan: users.plan,
      scopes: apiKeys.scopes,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(users, and(eq(users.id, apiKeys.userId), eq(users.status, "active")))
    .where(
      and(
        eq(apiKeys.keyHash, keyHash(key)),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, ctx.now)),
      ),
    );
  return row ? { ...row, scopes: scopesOf(row.scopes) } : null;
}
