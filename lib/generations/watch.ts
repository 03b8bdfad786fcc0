import { listen } from "@/db/listen";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound, rateLimited } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { GENERATION_CHANNEL } from "./internal/change";
import { findGeneration } from "./read";
import { hasEnded } from "./rules";
import { generationView } from "./schema";

/**
 * A look and a heartbeat after this silence: a notice may be lost while the listening connection is away, and
 * proxies end connections that say nothing.
 */
const LOOK_MS = 5_000;
/** Streams end after this and the client resumes, so that a deploy or a forgotten tab holds none for ever. */
/** Streams that one user may hold open; a browser holds six connections at most. */
const MAX_STREAMS = 24;
const MAX_STREAM_MS = 15 * 60_000;

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
  if (!(await findGeneration(ctx, input.id))) throw notFound("generation");
  const leave = enter(requireUser(ctx.actor));
  const left = new AbortController();
  const start = { lastRevision, signal: AbortSignal.any([signal, left.signal]) };
  return new ReadableStream<Uint8Array>({
    start: (controller) => void stream(controller, ctx, input.id, start).finally(leave),
    cancel: () => left.abort(),
  });
}

async function stream(
  controller: ReadableStreamDefaultController<Uint8Array>,
  ctx: Ctx,
  id: string,
  start: { lastRevision: number; signal: AbortSignal },
): Promise<void> {
  const over = AbortSignal.any([start.signal, AbortSignal.timeout(MAX_STREAM_MS)]);
  const encoder = new TextEncoder();
  const write = (text: string) => {
    if (!start.signal.aborted) controller.enqueue(encoder.encode(text));
  };
  const bell = new Bell();
  over.addEventListener("abort", () => bell.ring(), { once: true });
  let unlisten = () => {};
  try {
    unlisten = await listen(GENERATION_CHANNEL, (payload) => {
      if (payload === id) bell.ring();
    });
    write("retry: 1000\n\n");
    let sent = start.lastRevision;
    // Read again now that changes are heard: one may have come since the first look.
    let view = await findGeneration(ctx, id);
    while (view && !over.aborted) {
      if (view.revision > sent) {
        write(
          `id: ${view.revision}\nevent: generation\ndata: ${JSON.stringify(generationView.parse(view))}\n\n`,
        );
        sent = view.revision;
      }
      if (hasEnded(view.status)) return write("event: end\ndata: {}\n\n");
      if (!(await bell.heard(LOOK_MS))) write(": still here\n\n");
      view = await findGeneration(ctx, id);
    }
  } catch (err) {
    // The client comes back with its last revision; what went wrong is for us.
    logger("generations.watch").error("a progress stream broke off", { generation: id, err });
  } finally {
    unlisten();
    if (!start.signal.aborted) controller.close();
  }
}

/** Takes one of a user's places among the open streams of this process; 429 when all are taken. */
function enter(userId: string): () => void {
  const open = singleton("generations.streams", () => new Map<string, number>());
  const mine = open.get(userId) ?? 0;
  if (mine >= MAX_STREAMS) throw rateLimited(LOOK_MS);
  open.set(userId, mine + 1);
  return () => {
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}

/** Remembers a ring that comes while nobody waits for it. */
class Bell {
  private rung = false;
  private answer: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  /** True when it rang, now or since the last call; false after `ms` of silence. */
  async heard(ms: number): Promise<boolean> {
    if (!this.rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const { rung } = this;
    this.rung = false;
    this.answer = null;
    return rung;
  }
}
