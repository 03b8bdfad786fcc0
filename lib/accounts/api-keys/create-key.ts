import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { z } from "zod";
import { executor, type Transaction, transact } from "@/db/client";
import { apiKeys, userSessions, users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { FRESH_SESSION_MS, MAX_API_KEYS, requirePerson } from "../rules";
import { type CreatedApiKeyView, createApiKeyInput } from "../schema";
import { keyHash, newKey } from "./secret";
import { viewKey } from "./view";

type CreateKeyRefusal = { ok: false; reason: "wrong_password" | "sign_in_again" | "too_many_api_keys" };

const DAY_MS = 86_400_000;

/**
 * Makes a key by which a program acts for the acting person. The answer is the only place where the key ever stands.
 * A browser that was left open must not be enough for it: the password is asked again, and who has none (WeChat) must
 * have signed in within the last ten minutes (`sign_in_again`). The caller counts the tries.
 */
export async function createApiKey({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof createApiKeyInput>;
}): Promise<CreatedApiKeyView | CreateKeyRefusal> {
  const userId = requirePerson(ctx.actor);
  const { name, scopes, expiresInDays, password } = createApiKeyInput.parse(input);
  const refusal = await proveItIsThem(ctx, userId, password);
  if (refusal) return { ok: false, reason: refusal };
  const key = newKey();
  return transact(ctx, async (inner, tx) => {
    // Two keys that are made at once wait for each other here, so that neither goes over the limit.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
    if ((await countLive(tx, userId, ctx.now)) >= MAX_API_KEYS)
      return { ok: false as const, reason: "too_many_api_keys" as const };
    const [row] = await tx
      .insert(apiKeys)
      .values({
        id: newId("apiKey", ctx.now.getTime()),
        userId,
        name,
        keyHash: keyHash(key),
        lastFour: key.slice(-4),
        scopes: [...scopes],
        expiresAt: expiresInDays === null ? null : new Date(ctx.now.getTime() + expiresInDays * DAY_MS),
        createdAt: ctx.now,
      })
      .returning();
    if (!row) throw notFound("key");
    const after = { name, scopes, expiresAt: row.expiresAt?.toISOString() ?? null };
    await recordAudit(inner, tx, { action: "accounts.create-key", subjectId: row.id, after });
    return { ...viewKey(row, ctx.now), key };
  });
}

async function proveItIsThem(
  ctx: Ctx<UserActor>,
  userId: string,
  password: string | undefined,
): Promise<"wrong_password" | "sign_in_again" | null> {
  const [user] = await executor(ctx)
    .select({ passwordHash: users.passwordHash, signedInAt: userSessions.createdAt })
    .from(users)
    .leftJoin(
      userSessions,
      and(eq(userSessions.id, ctx.actor.sessionId ?? ""), eq(userSessions.userId, users.id)),
    )
    .where(and(eq(users.id, userId), eq(users.status, "active")));
  if (!user) throw notFound("account");
  if (user.passwordHash !== null)
    return (await passwordMatches(password ?? "", user.passwordHash)) ? null : "wrong_password";
  const since = user.signedInAt === null ? Number.POSITIVE_INFINITY : ctx.now.getTime() - +user.signedInAt;
  return since <= FRESH_SESSION_MS ? null : "sign_in_again";
}

const countLive = (tx: Transaction, userId: string, now: Date): Promise<number> =>
  tx.$count(
    apiKeys,
    and(
      eq(apiKeys.userId, userId),
      isNull(apiKeys.revokedAt),
      or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
    ),
  );
