import { and, eq, exists, ne, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { devices, ledgerEntries, orders, users, wechatIdentities } from "@/db/schema";
import { createMember } from "@/lib/accounts/members/create";
import { grantCredits } from "@/lib/credits/grant";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { IdentityRow, UserRow } from "./rows";
import { lockUser } from "./rows";

/** The platform acts here: a person has proved to WeChat who they are, and to nobody else. */
const asPlatform = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "job", name: "bindings" } });

/** The identity of a person, made when they are new, locked. What a person does follows one after the other. */
export async function ensureIdentity(
  ctx: Ctx,
  tx: Transaction,
  person: { appid: string; openid: string; unionid?: string | null },
): Promise<IdentityRow> {
  const [row] = await tx
    .insert(wechatIdentities)
    .values({
      id: newId("wechatIdentity", ctx.now.getTime()),
      ...person,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoUpdate({
      target: [wechatIdentities.appid, wechatIdentities.openid],
      set: { updatedAt: ctx.now, ...(person.unionid ? { unionid: person.unionid } : {}) },
    })
    .returning();
  return row ?? broken("an identity was neither inserted nor updated");
}

/**
 * The account of an identity, locked; made together with its welcome credits, in this transaction, when there is none.
 * Null while nobody new is let in.
 */
export async function ensureMember(
  ctx: Ctx,
  tx: Transaction,
  identity: Pick<IdentityRow, "id" | "userId">,
): Promise<UserRow | null> {
  if (identity.userId !== null)
    return (await lockUser(tx, identity.userId)) ?? broken("an identity names an account that is not there");
  const made = await createMember({ ctx: { ...asPlatform(ctx), tx }, alongside: giveWelcomeCredits });
  if (!made.ok) return null;
  await setOwner(ctx, tx, identity.id, made.userId);
  return lockUser(tx, made.userId);
}

async function giveWelcomeCredits(ctx: Ctx, userId: string): Promise<void> {
  const amount = env().WELCOME_CREDITS;
  if (amount === 0) return;
  const input = { userId, amount, source: "welcome" as const, expiresAt: null };
  await grantCredits({ ctx, input: { ...input, businessKey: welcomeKey(userId) } });
}

const welcomeKey = (userId: string) => `welcome:${userId}`;

/** Gives an identity to an account. */
export async function setOwner(ctx: Ctx, tx: Transaction, identityId: string, userId: string): Promise<void> {
  await tx
    .update(wechatIdentities)
    .set({ userId, updatedAt: ctx.now })
    .where(eq(wechatIdentities.id, identityId));
}

/**
 * Whether an account was made for a WeChat since `since` and holds nothing but its welcome: a person who opens a
 * member page to confirm a link gets one on the way there, and it is not the account that they mean.
 */
export async function isUntouched(tx: Transaction, userId: string, since: Date): Promise<boolean> {
  const other = and(eq(ledgerEntries.userId, userId), ne(ledgerEntries.businessKey, welcomeKey(userId)));
  const [row] = await tx
    .select({
      fresh: sql<boolean>`${users.email} is null and ${users.passwordHash} is null
        and ${users.status} = 'active' and ${users.createdAt} >= ${since.toISOString()}::timestamptz`,
      used: sql<boolean>`${or(
        exists(tx.select({ one: sql`1` }).from(ledgerEntries).where(other)),
        exists(tx.select({ one: sql`1` }).from(orders).where(eq(orders.userId, userId))),
        exists(tx.select({ one: sql`1` }).from(devices).where(eq(devices.userId, userId))),
      )}`,
    })
    .from(users)
    .where(eq(users.id, userId));
  return row?.fresh === true && row.used === false;
}

/** For removing an account in the name of the platform. */
export const platformContext = (ctx: Ctx, tx: Transaction): Ctx => ({ ...asPlatform(ctx), tx });
