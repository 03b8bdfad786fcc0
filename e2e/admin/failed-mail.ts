import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries, notifications, users } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import type { Person } from "../fixtures/people";

/** A mail to somebody that did not leave; nothing of the product fails so reliably. */
export async function failedMail({ email }: Person): Promise<string> {
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!user) throw new Error(`${email} is not there`);
  const [notificationId, id] = [newId("notification"), newId("delivery")];
  await db()
    .insert(notifications)
    .values({
      ...{ id: notificationId, userId: user.id, kind: "generation_ended", businessKey: id },
      data: { status: "succeeded", delivered: 1 },
    });
  await db()
    .insert(notificationDeliveries)
    .values({
      ...{ id, notificationId, userId: user.id, channel: "email", state: "failed", attempts: 6 },
      error: "mail_failed",
    });
  return id;
}
