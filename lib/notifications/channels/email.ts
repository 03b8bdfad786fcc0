import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { mailDelivery, sendMail } from "@/lib/providers/mail/client";
import type { ClaimedDelivery, DeliveryPorts, Outcome } from "../deliveries/outcome";
import { kindOf, linkOf } from "../rules";
import { noticeMail } from "./notice-mail";

/** One try of a mail in the person's language. A repeated one has the same Message-ID. */
export async function sendEmail(
  { id, userId, notice }: ClaimedDelivery,
  { speak }: DeliveryPorts,
): Promise<Outcome> {
  if (mailDelivery() === "off") return { state: "dropped", error: "no_mail" };
  const [user] = await db()
    .select({ email: users.email, locale: users.locale, status: users.status })
    .from(users)
    .where(eq(users.id, userId));
  if (user?.status !== "active") return { state: "dropped", error: "account_closed" };
  if (!user.email) return { state: "dropped", error: "no_email" };
  const kind = kindOf(notice.kind);
  if (!kind) return { state: "failed", error: "setup" };
  const root = env().APP_URL.replace(/\/$/, "");
  const mail = noticeMail({
    words: speak(user.locale, { kind, data: notice.data }),
    locale: user.locale,
    link: root + linkOf(kind, notice.data),
    settingsLink: `${root}/settings/notifications`,
  });
  const begunMs = performance.now();
  const durationMs = () => Math.round(performance.now() - begunMs);
  try {
    await sendMail({ to: user.email, ...mail, messageId: `<${id}@${new URL(root).hostname}>` });
    return { state: "delivered", durationMs: durationMs() };
  } catch (err) {
    logger("notifications.email").warn("a mail was not taken", { delivery: id, err });
    return { state: "retry", error: "mail_failed", durationMs: durationMs() };
  }
}
