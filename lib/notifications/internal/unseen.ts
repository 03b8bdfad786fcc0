import type { Transaction } from "@/db/client";
import { notificationDeliveries, notifications } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { NoticeData, unseenKinds } from "../rules";
import type { Way } from "./wanted";

/** Adds what no centre shows, with the one delivery by which it leaves, and gives the delivery's id. */
export async function addUnseen(
  ctx: Ctx,
  tx: Transaction,
  {
    userId,
    kind,
    data,
    way,
  }: { userId: string; kind: (typeof unseenKinds)[number]; data: NoticeData; way: Way },
): Promise<string> {
  const id = newId("delivery", ctx.now.getTime());
  const notificationId = newId("notification", ctx.now.getTime());
  const stamps = { createdAt: ctx.now };
  await tx.insert(notifications).values({
    ...stamps,
    id: notificationId,
    userId,
    kind,
    businessKey: `${kind}:${id}`,
    data,
    readAt: ctx.now,
  });
  await tx
    .insert(notificationDeliveries)
    .values({ ...stamps, ...way, id, notificationId, userId, nextAt: ctx.now, updatedAt: ctx.now });
  return id;
}
