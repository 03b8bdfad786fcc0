import { listen } from "@/db/listen";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { type EventLine, eventStream } from "@/lib/platform/http/event-stream";
import { logger } from "@/lib/platform/log";
import { NOTICE_CHANNEL } from "./internal/channels";
import { summariseNotifications } from "./read";
import { noticeSummary } from "./schema";

/** A look and a heartbeat after this silence; every open tab has one of these streams, so it is a long one. */
const LOOK_MS = 25_000;

/**
 * The acting person's unread count and newest notification as server-sent events: one `summary` at once and one after
 * every change. A client that comes back needs nothing from before.
 */
export async function watchNotifications({
  ctx,
  signal,
}: {
  ctx: Ctx;
  signal: AbortSignal;
}): Promise<ReadableStream<Uint8Array>> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  return eventStream({
    userId,
    signal,
    tell: (line) => tell(line, ctx, userId),
    failed: (err) =>
      logger("notifications.watch").error("a stream of notifications broke off", { user_id: userId, err }),
  });
}

async function tell({ bell, over, say, beat }: EventLine, ctx: Ctx, userId: string): Promise<void> {
  const unlisten = await listen(NOTICE_CHANNEL, (payload) => {
    if (payload === userId) bell.ring();
  });
  try {
    for (let told = ""; !over.aborted; ) {
      const summary = noticeSummary.parse(await summariseNotifications({ ctx }));
      const now = JSON.stringify(summary);
      if (now !== told) say("summary", summary);
      told = now;
      if (!(await bell.heard(LOOK_MS))) beat();
    }
  } finally {
    unlisten();
  }
}
