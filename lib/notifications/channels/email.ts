import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { openRecovery } from "@/lib/accounts/open-recovery";
import { RECOVERY_TTL_MS } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { type Mail, mailDelivery, sendMail } from "@/lib/providers/mail/client";
import type { ClaimedDelivery, DeliveryPorts, Outcome } from "../deliveries/outcome";
import { kindOf, linkOf, RECOVERY_KIND } from "../rules";
import type { DeliveryError } from "../schema";
import { noticeMail } from "./notice-mail";

/** Six minutes of tries: whoever still waits for the link then asks for another one. */
const RECOVERY_TRIES = 3;

/** One try of a mail in the person's language. A repeated notice has the same Message-ID. */
export async function sendEmail(ctx: Ctx, claimed: ClaimedDelivery, ports: DeliveryPorts): Promise<Outcome> {
  if (mailDelivery() === "off") return { state: "dropped", error: "no_mail" };
  const { id, attempt, notice } = claimed;
  const isRecovery = notice.kind === RECOVERY_KIND;
  const mail = isRecovery ? await recoveryTo(ctx, claimed) : await noticeTo(claimed, ports);
  if ("error" in mail) return { state: mail.error === "setup" ? "failed" : "dropped", error: mail.error };
  const begunMs = performance.now();
  const durationMs = () => Math.round(performance.now() - begunMs);
  try {
    // Each mail with a link has a link of its own, so none of them is a repetition.
    const part = isRecovery ? `${id}.${ctx.now.getTime()}` : id;
    await sendMail({ ...mail, messageId: `<${part}@${new URL(env().APP_URL).hostname}>` });
    return { state: "delivered", durationMs: durationMs() };
  } catch (err) {
    logger("notifications.email").warn("a mail was not taken", { delivery: id, err });
    const isOver = isRecovery && attempt >= RECOVERY_TRIES;
    return { state: isOver ? "failed" : "retry", error: "mail_failed", durationMs: durationMs() };
  }
}

/** Nobody is sent a link for which they asked longer ago than it would be valid. */
async function recoveryTo(
  ctx: Ctx,
  { userId, notice }: ClaimedDelivery,
): Promise<Mail | { error: DeliveryError }> {
  if (ctx.now.getTime() - notice.createdAt.getTime() >= RECOVERY_TTL_MS) return { error: "expired" };
  const sessionVersion = Number(notice.data.sessionVersion);
  const mail = await openRecovery({ ctx, input: { userId, sessionVersion } });
  return typeof mail === "string" ? { error: mail } : mail;
}

async function noticeTo(
  { userId, notice }: ClaimedDelivery,
  { speak }: DeliveryPorts,
): Promise<Mail | { error: DeliveryError }> {
  const [user] = await db()
    .select({ email: users.email, locale: users.locale, status: users.status })
    .from(users)
    .where(eq(users.id, userId));
  if (user?.status !== "active") return { error: "account_closed" };
  if (!user.email) return { error: "no_email" };
  const kind = kindOf(notice.kind);
  if (!kind) return { error: "setup" };
  const root = env().APP_URL.replace(/\/$/, "");
  const mail = noticeMail({
    words: speak(user.locale, { kind, data: notice.data }),
    locale: user.locale,
    link: root + linkOf(kind, notice.data),
    settingsLink: `${root}/settings/notifications`,
  });
  return { to: user.email, ...mail };
}
