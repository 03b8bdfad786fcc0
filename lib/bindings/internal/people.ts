import { and, eq, exists, ne, or, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import {
  apiConfigs,
  devices,
  generatedImages,
  generations,
  ledgerEntries,
  memberships,
  orders,
  savedPrompts,
  users,
  wechatIdentities,
} from "@/db/schema";
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
  const alongside = (inner: Ctx, userId: string) => giveWelcomeCredits(inner, tx, { userId, identity });
  const made = await createMember({ ctx: { ...asPlatform(ctx), tx }, alongside });
  if (!made.ok) return null;
  await setOwner(ctx, tx, identity.id, made.userId);
  return lockUser(tx, made.userId);
}

/** Once per person of WeChat: who closes their account and comes back would earn them again and again. */
async function giveWelcomeCredits(
  ctx: Ctx,
  tx: Transaction,
  { userId, identity }: { userId: string; identity: Pick<IdentityRow, "id"> },
): Promise<void> {
  const amount = env().WELCOME_CREDITS;
  const businessKey = welcomeKey(identity);
  if (amount === 0 || (await tx.$count(ledgerEntries, eq(ledgerEntries.businessKey, businessKey))) > 0)
    return;
  await grantCredits({ ctx, input: { userId, amount, source: "welcome", expiresAt: null, businessKey } });
}

const welcomeKey = (identity: Pick<IdentityRow, "id">) => `welcome:${identity.id}`;

/** Gives an identity to an account. */
export async function setOwner(ctx: Ctx, tx: Transaction, identityId: string, userId: string): Promise<void> {
  await tx
    .update(wechatIdentities)
    .set({ userId, updatedAt: ctx.now })
    .where(eq(wechatIdentities.id, identityId));
}

/**
 * Whether the account of an identity was made for it and holds nothing but its welcome. A person who opens a member
 * page, be it to confirm a link, gets one on the way there, and it is not the account that they mean.
 */
export async function isUntouched(
  tx: Transaction,
  userId: string,
  identity: Pick<IdentityRow, "id">,
): Promise<boolean> {
  const moved = and(eq(ledgerEntries.userId, userId), ne(ledgerEntries.businessKey, welcomeKey(identity)));
  const owned = [devices, generatedImages, generations, orders, memberships, apiConfigs, savedPrompts];
  const some = (table: PgTable, where?: SQL) => exists(tx.select({ one: sql`1` }).from(table).where(where));
  const [row] = await tx
    .select({
      bare: sql<boolean>`${users.email} is null and ${users.passwordHash} is null
        and ${users.status} = 'active' and ${users.role} = 'user' and ${users.plan} = 'free'`,
      used: sql<boolean>`${or(
        some(ledgerEntries, moved),
        ...owned.map((table) => some(table, eq(table.userId, userId))),
      )}`,
    })
    .from(users)
    .where(eq(users.id, userId));
  return row?.bare === true && row.used === false;
}

/** For removing an account in the name of the platform. */
export const platformContext = (ctx: Ctx, tx: Transaction): Ctx => ({ ...asPlatform(ctx), tx });
