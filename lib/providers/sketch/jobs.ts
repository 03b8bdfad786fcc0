import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";
import type { ImageRequest } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { markersOf } from "./markers";
import { renderPicture, renderStages } from "./render";

const log = logger("providers.sketch");

/** Renders at once in this process, one core each. At 4K one takes all slots: its buffers are about 300 MB. */
const SLOTS = 2;
const slotsFor = (job: SketchJob): number => (job.request.tier === "4K" ? SLOTS : 1);
const MAX_WAITING_JOBS = 200;
/** No new picture starts while this much waits to be fetched. */
const MAX_HELD_BYTES = 512 * 1024 * 1024;
const FETCHED_TTL_MS = 60_000;
const UNFETCHED_TTL_MS = 600_000;
const SEEDS = 2 ** 31;
const SLOW_MS = 2_000;
const PAUSE_STEPS = 10;
/** Share of a picture's progress that an artificial pause takes. */
const PAUSE_SHARE = 0.7;

export interface SketchJob {
  readonly id: string;
  readonly request: ImageRequest;
  readonly outputs: { bytes: Buffer; seed: number }[];
  state: "waiting" | "drawing" | "done" | "failed" | "cancelled";
  error?: ProviderError;
  /** Part of the current picture that is done, 0 to 1. */
  current: number;
  fetched: boolean;
  touchedAt: number;
  readonly stop: AbortController;
}

interface Desk {
  jobs: Map<string, SketchJob>;
  queue: SketchJob[];
  busy: number;
}

const desk = (): Desk => singleton("sketch.desk", () => ({ jobs: new Map(), queue: [], busy: 0 }));

/**
 * The job of this id, started from the request when this process does not have it: the bytes are the same
 * whichever process draws them. Returns undefined when too many jobs wait already.
 */
export function openJob(id: string, request: ImageRequest): SketchJob | undefined {
  const { jobs, queue } = desk();
  forgetOld();
  const known = jobs.get(id);
  if (known) {
    known.touchedAt = Date.now();
    pump();
    return known;
  }
  if (queue.length >= MAX_WAITING_JOBS) return undefined;
  const job: SketchJob = {
    id,
    request,
    outputs: [],
    state: "waiting",
    current: 0,
    fetched: false,
    touchedAt: Date.now(),
    stop: new AbortController(),
  };
  jobs.set(id, job);
  queue.push(job);
  pump();
  return job;
}

/** Stops a job and remembers for a while that it was stopped, so that a late poll does not start it again. */
export function cancelJob(id: string): void {
  const job = desk().jobs.get(id);
  if (!job || job.state === "done" || job.state === "failed") return;
  job.state = "cancelled";
  job.outputs.length = 0;
  job.stop.abort();
  job.touchedAt = Date.now();
}

/** 0 to 1 over all pictures of the job; never falls. */
export const progressOf = (job: SketchJob): number =>
  Math.min(0.99, (job.outputs.length + job.current) / job.request.count);

/** Forgets everything, as a restarted process would. For tests. */
export function forgetAllJobs(): void {
  for (const job of desk().jobs.values()) job.stop.abort();
  desk().jobs.clear();
  desk().queue.length = 0;
}

function forgetOld(): void {
  const now = Date.now();
  for (const job of desk().jobs.values()) {
    const idle = now - job.touchedAt;
    const ended = job.state !== "waiting" && job.state !== "drawing";
    if (idle > UNFETCHED_TTL_MS || (ended && job.fetched && idle > FETCHED_TTL_MS)) drop(job);
  }
}

function drop(job: SketchJob): void {
  job.stop.abort();
  desk().jobs.delete(job.id);
}

const bytesOf = (job: SketchJob): number => job.outputs.reduce((sum, output) => sum + output.bytes.length, 0);

function hasRoom(): boolean {
  const jobs = [...desk().jobs.values()];
  let held = jobs.reduce((sum, job) => sum + bytesOf(job), 0);
  for (const job of jobs) {
    if (held < MAX_HELD_BYTES) break;
    if (job.state !== "done" || !job.fetched) continue;
    held -= bytesOf(job);
    drop(job);
  }
  return held < MAX_HELD_BYTES;
}

/** Fills the free slots. One picture per turn, so that a large order does not hold up a small one. */
function pump(): void {
  const { queue } = desk();
  while (queue[0] && hasRoom()) {
    const job = queue[0];
    const slots = slotsFor(job);
    if (job.stop.signal.aborted) {
      queue.shift();
      continue;
    }
    if (desk().busy + slots > SLOTS) return;
    queue.shift();
    desk().busy += slots;
    job.state = "drawing";
    void turn(job).finally(() => {
      desk().busy -= slots;
      pump();
    });
  }
}

async function turn(job: SketchJob): Promise<void> {
  try {
    await drawNext(job);
  } catch (error) {
    if (job.stop.signal.aborted) return;
    if (!(error instanceof ProviderError)) log.error("a picture could not be drawn", { err: error });
    job.error =
      error instanceof ProviderError
        ? error
        : new ProviderError("provider_error", "The built-in renderer could not draw this picture.", false);
    job.outputs.length = 0;
    job.state = "failed";
  }
}

async function drawNext(job: SketchJob): Promise<void> {
  const { request, outputs, stop } = job;
  const markers = markersOf(request.prompt);
  if (markers.has("refuse"))
    throw new ProviderError("content_policy", "The renderer refuses this prompt (test marker).", false);
  if (markers.has("fail"))
    throw new ProviderError("provider_error", "The renderer failed (test marker).", false);
  const wanted = markers.has("partial") ? Math.max(1, request.count - 1) : request.count;
  const pauseMs = env().SKETCH_DELAY_MS + (markers.has("slow") ? SLOW_MS : 0);
  if (pauseMs > 0) await pause(job, pauseMs);
  const begun = pauseMs > 0 ? PAUSE_SHARE : 0;
  const seed = (request.seed + outputs.length) % SEEDS;
  const bytes = await renderPicture({ ...request, seed }, stop.signal, (stage) => {
    job.current = begun + (1 - begun) * renderStages[stage];
  });
  stop.signal.throwIfAborted();
  outputs.push({ bytes, seed });
  job.current = 0;
  if (outputs.length >= wanted) job.state = "done";
  else desk().queue.push(job);
}

/** Waits in steps that show as progress. */
async function pause(job: SketchJob, ms: number): Promise<void> {
  for (let step = 1; step <= PAUSE_STEPS; step++) {
    await sleep(ms / PAUSE_STEPS, job.stop.signal);
    job.stop.signal.throwIfAborted();
    job.current = (step / PAUSE_STEPS) * PAUSE_SHARE;
  }
}
