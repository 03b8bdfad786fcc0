import { rateLimited } from "../errors";
import { singleton } from "../process/singleton";

/** Streams that one person may hold open in this process; a browser holds six connections at most. */
const MAX_STREAMS = 24;
/** Streams end after this and the client resumes, so that a deploy or a forgotten tab holds none for ever. */
const MAX_STREAM_MS = 15 * 60_000;
const RETRY_MS = 1_000;
/** What a client is asked to wait that has too many streams. */
const TOO_MANY_WAIT_MS = 5_000;

/** What a stream of server-sent events writes with; see `eventStream`. */
export interface EventLine {
  /** Rung by whoever hears that there is something to tell, and at the end. */
  bell: Bell;
  /** Aborted when the client left or the stream is as old as it may become. */
  over: AbortSignal;
  /** Writes one event; its data goes out as JSON. */
  say(event: string, data: unknown, id?: string | number): void;
  /** Says nothing, for proxies that end connections which are silent. */
  beat(): void;
}

/**
 * Server-sent events for one person: `tell` writes until it returns, or until `line.over`, whose bell rings then too.
 * Throws 429 when the person has too many streams open. What `tell` throws goes to `failed`, and the client comes back.
 */
export function eventStream({
  userId,
  signal,
  tell,
  failed,
}: {
  userId: string;
  /** Of the request: aborted when the client leaves. */
  signal: AbortSignal;
  tell: (line: EventLine) => Promise<void>;
  failed: (error: unknown) => void;
}): ReadableStream<Uint8Array> {
  const leave = enter(userId);
  const left = new AbortController();
  const gone = AbortSignal.any([signal, left.signal]);
  const over = AbortSignal.any([gone, ending().signal, AbortSignal.timeout(MAX_STREAM_MS)]);
  const run = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const encoder = new TextEncoder();
    const write = (text: string) => {
      if (!gone.aborted) controller.enqueue(encoder.encode(text));
    };
    const bell = new Bell();
    over.addEventListener("abort", () => bell.ring(), { once: true });
    try {
      write(`retry: ${RETRY_MS}\n\n`);
      await tell({
        bell,
        over,
        say: (event, data, id) =>
          write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        beat: () => write(": still here\n\n"),
      });
    } catch (error) {
      failed(error);
    } finally {
      leave();
      if (!gone.aborted) controller.close();
    }
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => void run(controller),
    cancel: () => left.abort(),
  });
}

const ending = () => singleton("event-streams.ending", () => new AbortController());

/**
 * Ends all streams of this process: a server that is asked to stop waits for its answers, and these would take
 * minutes. Their readers come back, to another process.
 */
export const endEventStreams = (): void => ending().abort();

/** Takes one of a person's places among the open streams of this process; 429 when all are taken. */
function enter(userId: string): () => void {
  const open = singleton("event-streams", () => new Map<string, number>());
  const mine = open.get(userId) ?? 0;
  if (mine >= MAX_STREAMS) throw rateLimited(TOO_MANY_WAIT_MS);
  open.set(userId, mine + 1);
  return () => {
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}

/** The answer that carries a stream of events. */
export const eventResponse = (body: ReadableStream<Uint8Array>): Response =>
  new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Nginx would otherwise hold events back until its buffer is full.
      "x-accel-buffering": "no",
    },
  });

/** Remembers a ring that comes while nobody waits for it. */
export class Bell {
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
