import type { apiKeys } from "@/db/schema";
import type { KeyScope } from "@/lib/platform/context";
import { type ApiKeyView, keyScopes } from "../schema";

type KeyRow = Omit<typeof apiKeys.$inferSelect, "keyHash" | "userId" | "revokedAt">;

/** Scopes as they are stored; what a later or an older version wrote and nobody knows opens nothing. */
export const scopesOf = (stored: readonly string[]): KeyScope[] =>
  keyScopes.filter((scope) => stored.includes(scope));

/** A key as its owner sees it: everything but the key. */
export const viewKey = (row: KeyRow, now: Date): ApiKeyView => ({
  id: row.id,
  name: row.name,
  lastFour: row.lastFour,
  scopes: scopesOf(row.scopes),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  isExpired: row.expiresAt !== null && row.expiresAt <= now,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
