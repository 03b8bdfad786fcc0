import { type Transaction, transact } from "@/db/client";
import { notificationDeliveries, notifications } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { tellCentres, wakeSenders } from "./internal/channels";
import { type Way, wantedWays } from "./internal/wanted";
import type { NoticeData, NoticeKind } from "./rules";

/**
 * Tells a person something, in the caller's transaction: a notice for the centre, and a delivery for each further way
 * that they want. The business key makes it happen once, however often the cause is repeated. What leaves does so
 * after the commit, which wakes the senders; a sweep finds what they missed.
 */
export async function notifyUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; kind: NoticeKind; businessKey: string; data: NoticeData };
}): Promise<void> {
  await transact(ctx, async (_, tx) => {
    const [notice] = await tx
      .insert(notifications)
      .values({ id: newId("notification", ctx.now.getTime()), createdAt: ctx.now, ...input })
      .onConflictDoNothing()
      .returning({ id: notifications.id });
    if (!notice) return;
    await tellCentres(tx, input.userId);
    const ways = await wantedWays(tx, input.userId, input.kind);
    await addDeliveries(ctx, tx, { notificationId: notice.id, userId: input.userId, ways });
  });
}

async function addDeliveries(
  ctx: Ctx,
  tx: Transaction,
  { notificationId, userId, ways }: { notificationId: string; userId: string; ways: Way[] },
): Promise<void> {
  if (ways.length === 0) return;
  const rows = ways.map((way) => ({
    ...way,
    id: newId("delivery", ctx.now.getTime()),
    notificationId,
    userId,
    nextAt: ctx.now,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }));
  await tx.insert(notificationDeliveries).values(rows);
  await wakeSenders(
    tx,
    rows.map(({ id }) => id),
  );
}
