import { listen } from "@/db/listen";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { type EventLine, eventStream } from "@/lib/platform/http/event-stream";
import { logger } from "@/lib/platform/log";
import { GENERATION_CHANNEL } from "./internal/change";
import { findGeneration } from "./read";
import { hasEnded } from "./rules";
import { generationView } from "./schema";

/**
 * A look and a heartbeat after this silence: a notice may be lost while the listening connection is away, and
 * proxies end connections that say nothing.
 */
const LOOK_MS = 5_000;

/**
 * Progress of an own generation as server-sent events: each `generation` event is the whole view, its id the
 * revision, so a client resumes with Last-Event-ID and misses nothing that still matters. Ends with the job.
 */
export async function watchGeneration({
  ctx,
  input,
  lastRevision,
  signal,
}: {
  ctx: Ctx;
  input: { id: string };
  lastRevision: number;
  signal: AbortSignal;
}): Promise<ReadableStream<Uint8Array>> {
  requirePermission(ctx.actor, "READ_USER");
  const { id } = input;
  if (!(await findGeneration(ctx, id))) throw notFound("generation");
  return eventStream({
    userId: requireUser(ctx.actor),
    signal,
    tell: (line) => tell(line, ctx, id, lastRevision),
    failed: (err) =>
      logger("generations.watch").error("a progress stream broke off", { generation: id, err }),
  });
}

async function tell({ bell, over, say, beat }: EventLine, ctx: Ctx, id: string, last: number): Promise<void> {
  const unlisten = await listen(GENERATION_CHANNEL, (payload) => {
    if (payload === id) bell.ring();
  });
  try {
    let sent = last;
    // Read again now that changes are heard: one may have come since the first look.
    let view = await findGeneration(ctx, id);
    while (view && !over.aborted) {
      if (view.revision > sent) {
        say("generation", generationView.parse(view), view.revision);
        sent = view.revision;
      }
      if (hasEnded(view.status)) return say("end", {});
      if (!(await bell.heard(LOOK_MS))) beat();
      view = await findGeneration(ctx, id);
    }
  } finally {
    unlisten();
  }
}
