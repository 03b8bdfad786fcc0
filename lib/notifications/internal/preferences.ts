import { and, eq } from "drizzle-orm";
import { type Executor, executor } from "@/db/client";
import { notificationPreferences, users, wechatIdentities } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { mailDelivery } from "@/lib/providers/mail/client";
import { groupOf, isOffered, isWanted, noticeGroups, noticeKindIds, type Preference } from "../rules";
import type { PreferencesView } from "../schema";
import { templateOfGroup } from "./templates";

/** Everything that the acting person can choose, what holds now, and why a channel cannot be used. */
export async function viewPreferences(ctx: Ctx): Promise<PreferencesView> {
  const userId = requireUser(ctx.actor);
  const on = executor(ctx);
  const [chosen, email, wechat] = await Promise.all([
    choicesOf(on, userId),
    emailTrouble(on, userId),
    wechatTrouble(on, userId),
  ]);
  const held = (kind: (typeof noticeKindIds)[number], channel: "app" | "email" | "wechat") =>
    isOffered(kind, channel) ? isWanted(kind, channel, chosen) : null;
  return {
    channels: { email: { trouble: email }, wechat: { trouble: wechat } },
    items: noticeKindIds.map((kind) => ({
      kind,
      group: groupOf(kind),
      app: held(kind, "app"),
      email: held(kind, "email"),
      wechat: templateOfGroup(groupOf(kind)) === null ? null : held(kind, "wechat"),
    })),
  };
}

const choicesOf = (on: Executor, userId: string): Promise<Preference[]> =>
  on
    .select({
      kind: notificationPreferences.kind,
      channel: notificationPreferences.channel,
      enabled: notificationPreferences.enabled,
    })
    .from(notificationPreferences)
    .where(eq(notificationPreferences.userId, userId));

async function emailTrouble(
  on: Executor,
  userId: string,
): Promise<PreferencesView["channels"]["email"]["trouble"]> {
  if (mailDelivery() === "off") return "no_mail";
  const [user] = await on.select({ email: users.email }).from(users).where(eq(users.id, userId));
  return user?.email ? null : "no_email";
}

async function wechatTrouble(
  on: Executor,
  userId: string,
): Promise<PreferencesView["channels"]["wechat"]["trouble"]> {
  const appid = env().WECHAT_APP_ID;
  if (!appid || noticeGroups.every((group) => templateOfGroup(group) === null)) return "no_template";
  const [identity] = await on
    .select({ follows: wechatIdentities.follows })
    .from(wechatIdentities)
    .where(and(eq(wechatIdentities.appid, appid), eq(wechatIdentities.userId, userId)));
  if (!identity) return "not_bound";
  return identity.follows ? null : "not_following";
}
