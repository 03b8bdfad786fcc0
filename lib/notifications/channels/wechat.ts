import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { users, wechatIdentities, wechatSubscriptions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { memberUrl } from "@/lib/platform/http/member-url";
import { logger } from "@/lib/platform/log";
import { BUSINESS_TIME_ZONE } from "@/lib/platform/time";
import { WechatError } from "@/lib/providers/wechat/words";
import type { ClaimedDelivery, DeliveryPorts, Outcome } from "../deliveries/outcome";
import { templateOf } from "../internal/templates";
import { asThing, kindOf, type WechatTemplate } from "../rules";

/**
 * One try of a subscribe message, whose consent is spent already. Where WeChat says that it did nothing, the consent
 * comes back; where nobody knows, it does not, and the message is not repeated.
 */
export async function sendWechat(
  ctx: Ctx,
  { id, userId, notice }: ClaimedDelivery,
  ports: DeliveryPorts,
): Promise<Outcome> {
  const kind = kindOf(notice.kind);
  const template = kind ? templateOf(kind) : null;
  if (!kind || !template || !ports.sendWechat) return { state: "dropped", error: "no_template" };
  const person = await findPerson(userId);
  if (person?.status !== "active") return { state: "dropped", error: "account_closed" };
  if (!person.follows) {
    await giveBack(ctx, userId, template);
    return { state: "dropped", error: "not_following" };
  }
  const words = ports.speak(person.locale, { kind, data: notice.data });
  const begunMs = performance.now();
  const durationMs = () => Math.round(performance.now() - begunMs);
  try {
    await ports.sendWechat({
      openid: person.openid,
      templateId: template.id,
      page: memberUrl("/"),
      data: {
        [template.title]: asThing(words.title),
        [template.body]: asThing(words.body),
        [template.time]: timeText(notice.createdAt),
      },
    });
    return { state: "delivered", durationMs: durationMs() };
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    const outcome = outcomeOf(error);
    logger("notifications.wechat").warn("a subscribe message was not taken", {
      delivery: id,
      trouble: error.trouble,
      errcode: error.errcode,
      detail: error.detail,
    });
    if (outcome.state === "retry") await giveBack(ctx, userId, template);
    if (outcome.error === "refused") await forgetConsents(ctx, userId, template);
    return { ...outcome, durationMs: durationMs() };
  }
}

/** No errcode means that no readable answer came: it may have been sent. */
function outcomeOf({ trouble, errcode }: WechatError): Outcome {
  if (errcode === 0) return { state: "failed", error: "unknown_outcome" };
  if (trouble === "person") return { state: "dropped", error: "refused" };
  if (trouble === "retry" || trouble === "limited") return { state: "retry", error: "busy" };
  return { state: "failed", error: "setup" };
}

async function findPerson(userId: string) {
  const [person] = await db()
    .select({
      status: users.status,
      locale: users.locale,
      openid: wechatIdentities.openid,
      follows: wechatIdentities.follows,
    })
    .from(users)
    .innerJoin(wechatIdentities, eq(wechatIdentities.userId, users.id))
    .where(and(eq(users.id, userId), eq(wechatIdentities.appid, env().WECHAT_APP_ID ?? "")));
  return person;
}

const consentsOf = (userId: string, template: WechatTemplate) =>
  and(eq(wechatSubscriptions.userId, userId), eq(wechatSubscriptions.templateId, template.id));

const giveBack = (ctx: Ctx, userId: string, template: WechatTemplate) =>
  db()
    .update(wechatSubscriptions)
    .set({ left: sql`${wechatSubscriptions.left} + 1`, updatedAt: ctx.now })
    .where(consentsOf(userId, template));

/** The person took back what they had allowed; WeChat knows better than our count. */
const forgetConsents = (ctx: Ctx, userId: string, template: WechatTemplate) =>
  db().update(wechatSubscriptions).set({ left: 0, updatedAt: ctx.now }).where(consentsOf(userId, template));

/** As a `time` of a template wants it: 2026-05-01 09:30, in Shanghai. */
const timeText = (at: Date): string =>
  new Intl.DateTimeFormat("sv-SE", {
    timeZone: BUSINESS_TIME_ZONE,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
