import { and, count, eq, ne } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { bindingSessions, devices, users, wechatIdentities } from "@/db/schema";

/**
 * Rows are locked in this order, so that no two verbs wait for each other: identity, device, session, user.
 * The locks leave foreign keys free to be checked.
 */
const LOCK = "no key update";

export type DeviceRow = typeof devices.$inferSelect;
export type SessionRow = typeof bindingSessions.$inferSelect;
export type IdentityRow = typeof wechatIdentities.$inferSelect;
export type UserRow = Pick<
  typeof users.$inferSelect,
  "id" | "status" | "plan" | "sessionVersion" | "username"
>;

export async function lockDevice(tx: Transaction, id: string): Promise<DeviceRow | null> {
  const [row] = await tx.select().from(devices).where(eq(devices.id, id)).for(LOCK);
  return row ?? null;
}

export async function lockSession(tx: Transaction, id: string): Promise<SessionRow | null> {
  const [row] = await tx.select().from(bindingSessions).where(eq(bindingSessions.id, id)).for(LOCK);
  return row ?? null;
}

export async function lockIdentity(tx: Transaction, id: string): Promise<IdentityRow | null> {
  const [row] = await tx.select().from(wechatIdentities).where(eq(wechatIdentities.id, id)).for(LOCK);
  return row ?? null;
}

const userColumns = {
  id: users.id,
  status: users.status,
  plan: users.plan,
  sessionVersion: users.sessionVersion,
  username: users.username,
};

/** Locked, so that what is counted of the user stays as it is counted. */
export async function lockUser(tx: Transaction, id: string): Promise<UserRow | null> {
  const [row] = await tx.select(userColumns).from(users).where(eq(users.id, id)).for(LOCK);
  return row ?? null;
}

/** How many devices a member has besides this one. */
export async function countOtherDevices(on: Executor, userId: string, deviceId: string): Promise<number> {
  const [row] = await on
    .select({ n: count() })
    .from(devices)
    .where(and(eq(devices.userId, userId), ne(devices.id, deviceId)));
  return row?.n ?? 0;
}

/** Whether a user has a WeChat of this official account besides this one. */
export async function hasOtherIdentity(
  on: Executor,
  userId: string,
  identity: Pick<IdentityRow, "id" | "appid">,
): Promise<boolean> {
  const [row] = await on
    .select({ id: wechatIdentities.id })
    .from(wechatIdentities)
    .where(
      and(
        eq(wechatIdentities.userId, userId),
        eq(wechatIdentities.appid, identity.appid),
        ne(wechatIdentities.id, identity.id),
      ),
    );
  return row !== undefined;
}

/** Writes what became of a session. */
export async function changeSession(
  tx: Transaction,
  id: string,
  now: Date,
  change: Partial<typeof bindingSessions.$inferInsert>,
): Promise<void> {
  await tx
    .update(bindingSessions)
    .set({ ...change, updatedAt: now })
    .where(eq(bindingSessions.id, id));
}
