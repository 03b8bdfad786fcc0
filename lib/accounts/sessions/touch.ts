import { and, eq, isNull, lt } from "drizzle-orm";
import { executor } from "@/db/client";
import { userSessions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { SESSION_SEEN_EVERY_MS } from "../rules";
import { seenFrom } from "./open";

/** Notes that a browser was here, and from where; at most once in five minutes, however often it calls. */
export async function touchSession({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { sessionId: string; userAgent: string; address: string };
}): Promise<void> {
  const before = new Date(ctx.now.getTime() - SESSION_SEEN_EVERY_MS);
  await executor(ctx)
    .update(userSessions)
    .set({ seenAt: ctx.now, ...seenFrom(input) })
    .where(
      and(
        eq(userSessions.id, input.sessionId),
        isNull(userSessions.endedAt),
        lt(userSessions.seenAt, before),
      ),
    );
}
