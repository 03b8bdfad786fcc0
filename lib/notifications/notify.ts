import { transact } from "@/db/client";
import { notifications } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/**
 * Puts a notice into a user's in-app centre, in the caller's transaction. The business key makes it appear
 * once, however often the cause is repeated.
 */
export async function notifyUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; kind: string; businessKey: string; data: Record<string, string | number> };
}): Promise<void> {
  await transact(ctx, (_, tx) =>
    tx
      .insert(notifications)
      .values({ id: newId("notification", ctx.now.getTime()), createdAt: ctx.now, ...input })
      .onConflictDoNothing(),
  );
}
