import { eq } from "drizzle-orm";
import { type Executor, executor, type Transaction } from "@/db/client";
import { bindingSessions, devices, users, wechatIdentities } from "@/db/schema";
import type { Actor, Ctx } from "@/lib/platform/context";
import { forbidden, notFound, unauthenticated } from "@/lib/platform/errors";
import { stateAt } from "../rules";
import type { MemberBindingView } from "../schema";
import {
  type DeviceRow,
  type IdentityRow,
  lockDevice,
  lockIdentity,
  lockSession,
  type SessionRow,
} from "./rows";
import { toRefusal } from "./views";

/** Who decides about a code: a person, never their client. */
export function requirePerson(actor: Actor): string {
  if (actor.kind === "user") return actor.userId;
  throw actor.kind === "anonymous" ? unauthenticated() : forbidden("person");
}

export interface MemberSession {
  identity: IdentityRow;
  session: SessionRow;
  device: DeviceRow | null;
}

/** The code that the acting person scanned, locked with all that it is about; there is none for anybody else. */
export async function lockMemberSession(ctx: Ctx, tx: Transaction, id: string): Promise<MemberSession> {
  const userId = requirePerson(ctx.actor);
  const found = await selectSession(tx, id);
  const identity = found?.identityId ? await lockIdentity(tx, found.identityId) : null;
  if (!found || identity?.userId !== userId) throw notFound("binding");
  const device = found.deviceId === null ? null : await lockDevice(tx, found.deviceId);
  const session = await lockSession(tx, id);
  if (session?.identityId !== identity.id) throw notFound("binding");
  return { identity, session, device };
}

/** The code as the acting person sees it, who scanned it; there is none for anybody else. */
export async function viewMemberSession(ctx: Ctx, id: string): Promise<MemberBindingView> {
  const userId = requirePerson(ctx.actor);
  const on = executor(ctx);
  const session = await selectSession(on, id);
  if (!session?.identityId) throw notFound("binding");
  const [identity] = await on
    .select({ userId: wechatIdentities.userId })
    .from(wechatIdentities)
    .where(eq(wechatIdentities.id, session.identityId));
  if (identity?.userId !== userId) throw notFound("binding");
  return toMemberBindingView(on, session, userId, ctx.now);
}

/** `userId` is whom the scanning person belongs to. */
export async function toMemberBindingView(
  on: Executor,
  session: SessionRow,
  userId: string,
  now: Date,
): Promise<MemberBindingView> {
  const device = session.deviceId && (await selectDevice(on, session.deviceId));
  return {
    id: session.id,
    purpose: session.purpose,
    state: stateAt(session, now),
    refusal: toRefusal(session.refusal),
    device: device
      ? { name: device.name, platform: device.platform, isBound: device.userId === userId }
      : null,
    account: session.purpose === "link" && session.userId ? await usernameOf(on, session.userId) : null,
    askedAt: session.createdAt.toISOString(),
    scannedAt: session.scannedAt?.toISOString() ?? null,
    expiresAt: session.expiresAt.toISOString(),
  };
}

export async function selectSession(on: Executor, id: string): Promise<SessionRow | undefined> {
  const [session] = await on.select().from(bindingSessions).where(eq(bindingSessions.id, id));
  return session;
}

async function selectDevice(on: Executor, id: string): Promise<DeviceRow | undefined> {
  const [device] = await on.select().from(devices).where(eq(devices.id, id));
  return device;
}

async function usernameOf(on: Executor, userId: string): Promise<string | null> {
  const [user] = await on.select({ username: users.username }).from(users).where(eq(users.id, userId));
  return user?.username ?? null;
}
