import { and, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { devices, wechatIdentities } from "@/db/schema";
import { boundDevices, requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx, DeviceActor, MemberActor } from "@/lib/platform/context";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { findAccount, officialAccount, wechatUnavailable } from "./internal/account";
import { viewMemberSession } from "./internal/member-session";
import { isOwnAddress } from "./internal/own-address";
import { findPolled } from "./internal/polled";
import { toBindingView, toDeviceView, toOwnDeviceView } from "./internal/views";
import {
  type BindingView,
  bindingIdInput,
  type DeviceList,
  type JsSdkConfigView,
  jsSdkConfigInput,
  type MemberBindingView,
  type OwnDeviceView,
  pollBindingInput,
} from "./schema";

/** Whether an official account is set up here; without one nothing of WeChat is offered. */
export const isWechatOn = (): boolean => findAccount() !== null;

/** The acting client itself: whether it is bound and since when, never to whom. */
export async function getDevice({ ctx }: { ctx: Ctx<DeviceActor> }): Promise<OwnDeviceView> {
  const [device] = await executor(ctx)
    .select({ id: devices.id, name: devices.name, platform: devices.platform, boundAt: devices.boundAt })
    .from(devices)
    .where(eq(devices.id, ctx.actor.deviceId));
  if (!device) throw notFound("device");
  return toOwnDeviceView(device, ctx.actor.userId !== null);
}

/** The acting member's devices, the last bound first; there are never more than a plan's limit and what is left of an earlier plan. */
export async function listDevices({ ctx }: { ctx: Ctx<MemberActor> }): Promise<DeviceList> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const rows = await executor(ctx)
    .select({
      id: devices.id,
      name: devices.name,
      platform: devices.platform,
      boundAt: devices.boundAt,
      seenAt: devices.seenAt,
      createdAt: devices.createdAt,
    })
    .from(devices)
    .where(eq(devices.userId, userId))
    .orderBy(desc(devices.boundAt), desc(devices.id));
  return {
    items: rows.map((row) => toDeviceView(row, ctx.actor)),
    nextCursor: null,
    limit: boundDevices[ctx.actor.plan],
  };
}

/** What became of a code, for whoever holds its poll secret; not found with any other. */
export async function getBinding({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof pollBindingInput>;
}): Promise<BindingView> {
  const session = await findPolled(executor(ctx), pollBindingInput.parse(input));
  if (session.deviceId === null) return toBindingView(session, null, ctx.now);
  const [device] = await executor(ctx)
    .select({
      id: devices.id,
      name: devices.name,
      platform: devices.platform,
      boundAt: devices.boundAt,
      userId: devices.userId,
    })
    .from(devices)
    .where(eq(devices.id, session.deviceId));
  return toBindingView(session, device ? toOwnDeviceView(device, device.userId !== null) : null, ctx.now);
}

/** A code as the person sees it who scanned it: what it is about and what became of it. */
export async function getBindingForMember({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof bindingIdInput>;
}): Promise<MemberBindingView> {
  const { id } = bindingIdInput.parse(input);
  return viewMemberSession(ctx, id);
}

/** The openid of a user for this official account, which payments in WeChat need; null for who has no WeChat here. */
export async function findOpenid({ ctx, userId }: { ctx: Ctx; userId: string }): Promise<string | null> {
  const account = findAccount();
  if (!account) return null;
  const [identity] = await executor(ctx)
    .select({ openid: wechatIdentities.openid })
    .from(wechatIdentities)
    .where(and(eq(wechatIdentities.appid, account.appid), eq(wechatIdentities.userId, userId)));
  return identity?.openid ?? null;
}

/** Whether the acting member's WeChat follows this official account; null for who has no WeChat here. */
export async function findWechat({ ctx }: { ctx: Ctx<MemberActor> }): Promise<{ follows: boolean } | null> {
  const account = findAccount();
  if (!account) return null;
  const [identity] = await executor(ctx)
    .select({ follows: wechatIdentities.follows })
    .from(wechatIdentities)
    .where(
      and(eq(wechatIdentities.appid, account.appid), eq(wechatIdentities.userId, requireUser(ctx.actor))),
    );
  return identity ?? null;
}

/** `wx.config` for a page of ours; for other origins it is refused, since the signature would speak for them. */
export async function getJsSdkConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof jsSdkConfigInput>;
}): Promise<JsSdkConfigView> {
  const { url } = jsSdkConfigInput.parse(input);
  if (!isOwnAddress(url)) throw invalidInput({ url: "is not an address of ours" });
  return officialAccount()
    .jsSdkConfig(url, ctx.now)
    .catch((error: unknown) => {
      throw wechatUnavailable(error);
    });
}
