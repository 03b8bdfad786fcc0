import { and, eq, isNotNull, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { demoAccounts } from "@/db/demo-accounts";
import { devices, platformSettings, userSessions, users } from "@/db/schema";
import type { Ctx, Plan, Role } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { notFound } from "@/lib/platform/errors";
import { mailDelivery } from "@/lib/providers/mail/client";
import { findOpenRecovery } from "./internal/open-recovery";
import { requireUser } from "./rules";
import type { AccountView, DemoAccountView, RecoveryDelivery } from "./schema";

/** What a session needs to know of its user, and how the row stands that its token names. */
export interface SessionUser {
  id: string;
  plan: Plan;
  role: Role;
  sessionVersion: number;
  hasPassword: boolean;
  /** Null where there is no such row of theirs. */
  session: { id: string; seenAt: Date; endedAt: Date | null } | null;
}

/** Both in one question, because every request asks it; null for unknown, deleted and suspended people. */
export async function findSessionUser(ctx: Ctx, userId: string, sessionId = ""): Promise<SessionUser | null> {
  const [user] = await executor(ctx)
    .select({
      id: users.id,
      plan: users.plan,
      role: users.role,
      status: users.status,
      sessionVersion: users.sessionVersion,
      hasPassword: sql<boolean>`${isNotNull(users.passwordHash)}`,
      session: { id: userSessions.id, seenAt: userSessions.seenAt, endedAt: userSessions.endedAt },
    })
    .from(users)
    .leftJoin(userSessions, and(eq(userSessions.id, sessionId), eq(userSessions.userId, users.id)))
    .where(eq(users.id, userId));
  return user?.status === "active" ? user : null;
}

/**
 * What the access token of a client needs to know of its device; null for unknown ones. A device whose member is
 * suspended or gone counts as bound to nobody.
 */
export async function findSessionDevice(
  ctx: Ctx,
  deviceId: string,
): Promise<{
  id: string;
  platform: typeof devices.$inferSelect.platform;
  tokenVersion: number;
  userId: string | null;
  plan: Plan;
  seenAt: Date | null;
} | null> {
  const [device] = await executor(ctx)
    .select({
      id: devices.id,
      platform: devices.platform,
      tokenVersion: devices.tokenVersion,
      seenAt: devices.seenAt,
      userId: users.id,
      plan: users.plan,
    })
    .from(devices)
    .leftJoin(users, and(eq(users.id, devices.userId), eq(users.status, "active")))
    .where(eq(devices.id, deviceId));
  return device ? { ...device, plan: device.plan ?? "free" } : null;
}

/** The acting user's own account. */
export async function getAccount({ ctx }: { ctx: Ctx }): Promise<AccountView> {
  const [user] = await executor(ctx)
    .select({
      id: users.id,
      email: users.email,
      username: users.username,
      displayName: users.displayName,
      plan: users.plan,
      role: users.role,
      locale: users.locale,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(eq(users.id, requireUser(ctx.actor)));
  if (!user) throw notFound("account");
  return { ...user, createdAt: user.createdAt.toISOString() };
}

/** How a forgotten password can be replaced here; the recovery page says so. */
export const recoveryDelivery = (): RecoveryDelivery => mailDelivery();

/** Whether a mailed link still works, for the page that it opens. */
export async function isRecoveryOpen({ ctx, token }: { ctx: Ctx; token: string }): Promise<boolean> {
  return (await findOpenRecovery(executor(ctx), token, ctx.now)) !== undefined;
}

/**
 * Whether new people can sign up at the moment. The environment closes it for good; the operator's switch
 * (`sign_up_open` of lib/settings, which stands above this floor) closes it until it is opened again.
 */
export async function isSignUpOpen(ctx: Ctx): Promise<boolean> {
  if (!env().SIGN_UP_OPEN) return false;
  const [row] = await executor(ctx)
    .select({ value: platformSettings.value })
    .from(platformSettings)
    .where(eq(platformSettings.key, "sign_up_open"));
  return row?.value !== false;
}

/** Credits that a new account starts with; 0 for none. */
export const getWelcomeCredits = (): number => env().WELCOME_CREDITS;

/** The accounts that the sign-in page offers: those of the seed in demo mode, none otherwise. */
export const listDemoAccounts = (): DemoAccountView[] =>
  env().DEMO_MODE ? demoAccounts.map((account) => ({ ...account })) : [];
