import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { executor } from "@/db/client";
import {
  creditAccounts,
  generations,
  memberships,
  membershipTerms,
  orders,
  storageUsage,
  userSessions,
  users,
  wechatIdentities,
} from "@/db/schema";
import { requirePermission, storageQuotaBytes } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import type { BoundedCount, UserProfileView } from "../schema";

/** Things of one person are counted as far as this; whoever has more has "100+". */
const MOST_COUNTED = 100;
const MOST_LISTED = 20;

type UserRow = typeof users.$inferSelect;

/** Who somebody is and where they stand. Every question is about one person and answered by an index. */
export async function getUserProfile({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string };
}): Promise<UserProfileView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { userId } = input;
  const [user] = await executor(ctx).select().from(users).where(eq(users.id, userId));
  if (!user) throw notFound("account");
  const [lastSeenAt, credits, storage, membership, placed, bought, wechat] = await Promise.all([
    readLastSeen(ctx, userId),
    readCredits(ctx, userId),
    readStorage(ctx, user),
    readMembership(ctx, userId),
    countOf(ctx, generations, generations.userId, userId),
    countOf(ctx, orders, orders.userId, userId),
    listWechat(ctx, userId),
  ]);
  return {
    ...viewUser(user),
    ...{ lastSeenAt, credits, storage, membership, generations: placed, orders: bought, wechat },
  };
}

/** By which name somebody goes. */
export async function getUserName({ ctx, input }: { ctx: Ctx; input: { userId: string } }): Promise<string> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [user] = await executor(ctx)
    .select({ username: users.username })
    .from(users)
    .where(eq(users.id, input.userId));
  if (!user) throw notFound("account");
  return user.username;
}

const viewUser = (user: UserRow) => ({
  id: user.id,
  email: user.email,
  username: user.username,
  displayName: user.displayName,
  plan: user.plan,
  role: user.role,
  status: user.status,
  hasPassword: user.passwordHash !== null,
  locale: user.locale,
  createdAt: user.createdAt.toISOString(),
  suspendedAt: user.suspendedAt?.toISOString() ?? null,
  suspensionMessage: user.suspensionMessage,
  deletedAt: user.deletedAt?.toISOString() ?? null,
  clearedAt: user.clearedAt?.toISOString() ?? null,
});

async function readLastSeen(ctx: Ctx, userId: string): Promise<string | null> {
  const [session] = await executor(ctx)
    .select({ seenAt: userSessions.seenAt })
    .from(userSessions)
    .where(eq(userSessions.userId, userId))
    .orderBy(sql`${userSessions.seenAt} desc nulls last`, sql`${userSessions.id} desc nulls last`)
    .limit(1);
  return session?.seenAt.toISOString() ?? null;
}

async function readCredits(ctx: Ctx, userId: string): Promise<UserProfileView["credits"]> {
  const accounts = await executor(ctx)
    .select({ kind: creditAccounts.kind, balance: creditAccounts.balance })
    .from(creditAccounts)
    .where(eq(creditAccounts.userId, userId));
  const of = (kind: string) => accounts.find((account) => account.kind === kind)?.balance ?? 0;
  return { available: of("user_available"), reserved: of("user_reserved") };
}

async function readStorage(ctx: Ctx, { id, plan }: UserRow): Promise<UserProfileView["storage"]> {
  const [usage] = await executor(ctx)
    .select({ bytes: storageUsage.bytes, images: storageUsage.images })
    .from(storageUsage)
    .where(eq(storageUsage.userId, id));
  return { bytes: 0, images: 0, ...usage, quotaBytes: storageQuotaBytes[plan] };
}

async function readMembership(ctx: Ctx, userId: string): Promise<UserProfileView["membership"]> {
  const [[row], terms] = await Promise.all([
    executor(ctx).select().from(memberships).where(eq(memberships.userId, userId)),
    executor(ctx)
      .select()
      .from(membershipTerms)
      .where(
        and(
          eq(membershipTerms.userId, userId),
          isNull(membershipTerms.endedEarlyAt),
          gt(membershipTerms.endsAt, ctx.now),
        ),
      )
      .orderBy(asc(membershipTerms.startsAt))
      .limit(MOST_LISTED),
  ]);
  return {
    plan: row?.plan ?? "free",
    paidUntil: row?.paidUntil?.toISOString() ?? null,
    terms: terms.map(({ plan, startsAt, endsAt, orderId }) => ({
      ...{ plan, orderId },
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  };
}

/** Counts with a bound, so that nobody's million of things makes their page slow. */
async function countOf(ctx: Ctx, table: PgTable, owner: PgColumn, userId: string): Promise<BoundedCount> {
  const rows = await executor(ctx)
    .select({ one: sql<number>`1` })
    .from(table)
    .where(eq(owner, userId))
    .limit(MOST_COUNTED + 1);
  return { count: Math.min(rows.length, MOST_COUNTED), more: rows.length > MOST_COUNTED };
}

const listWechat = (ctx: Ctx, userId: string): Promise<UserProfileView["wechat"]> =>
  executor(ctx)
    .select({
      id: wechatIdentities.id,
      appid: wechatIdentities.appid,
      openid: wechatIdentities.openid,
      follows: wechatIdentities.follows,
    })
    .from(wechatIdentities)
    .where(eq(wechatIdentities.userId, userId))
    .limit(MOST_LISTED);
