import { randomBytes, randomInt } from "node:crypto";
import type { Scenario } from "../kit/scenario";
import type { SentPictures } from "./inputs";
import type { ModelInput, SimModel } from "./models";

const START_MS = 600;
const MAX_KEPT = 2_000;
const MAX_KEPT_INPUT_BYTES = 256 * 1024 * 1024;
/** Inputs, outputs and logs are deleted an hour after the end. */
const KEPT_FOR_MS = 3_600_000;

export const webhookEvents = ["start", "output", "logs", "completed"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface SimPrediction {
  id: string;
  model: SimModel;
  version: string;
  /** As it was sent. */
  raw: unknown;
  input: ModelInput;
  pictures: SentPictures;
  scenario: Scenario;
  origin: string;
  createdAtMs: number;
  /** Real milliseconds from creation to start, and to the end. */
  startMs: number;
  endMs: number;
  canceledAfterMs?: number;
  /** Addresses of results; the query must come back exactly as it was written. */
  token: string;
  query: string;
  /** How often it has been asked for. */
  asked: number;
  webhook?: { url: string; events: readonly WebhookEvent[] };
}

export type NewPrediction = Pick<
  SimPrediction,
  "model" | "version" | "raw" | "input" | "pictures" | "scenario" | "origin" | "webhook"
>;

const ID_LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";
const newId = () => Array.from({ length: 26 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join("");

/** A prediction that starts now. `speed` divides the time that it takes. */
export function newPrediction(order: NewPrediction, speed: number): SimPrediction {
  const { scenario, model, input } = order;
  const wanted = scenario.name === "ok_slow" ? Number(scenario.argument ?? 10_000) : undefined;
  const usual =
    model.pictureMs * (0.5 + 0.5 * (input.num_outputs ?? 1)) * (scenario.name === "slow" ? 10 : 1);
  const startMs = START_MS / speed;
  return {
    ...order,
    id: newId(),
    createdAtMs: Date.now(),
    startMs,
    endMs: startMs + (wanted ?? usual) / speed,
    token: randomBytes(16).toString("hex"),
    query: `ex=${Date.now().toString(36)}&sig=${encodeURIComponent(randomBytes(24).toString("base64"))}&t=a+b%20c~`,
    asked: 0,
  };
}

/** The newest predictions, by id and by the token in their results' addresses. */
export class PredictionStore {
  readonly #kept = new Map<string, { prediction: SimPrediction; bytes: number }>();
  readonly #byToken = new Map<string, SimPrediction>();
  #bytes = 0;

  add(prediction: SimPrediction): void {
    const { source, mask, references } = prediction.pictures;
    const bytes = [source, mask, ...references].reduce(
      (sum, sent) => sum + (sent?.bytes.byteLength ?? 0) * 2.5,
      0,
    );
    this.#kept.set(prediction.id, { prediction, bytes });
    this.#byToken.set(prediction.token, prediction);
    this.#bytes += bytes;
    for (const [id, oldest] of this.#kept) {
      if (id === prediction.id || (this.#kept.size <= MAX_KEPT && this.#bytes <= MAX_KEPT_INPUT_BYTES))
        return;
      this.#kept.delete(id);
      this.#byToken.delete(oldest.prediction.token);
      this.#bytes -= oldest.bytes;
    }
  }

  find(id: string): SimPrediction | undefined {
    return this.#kept.get(id)?.prediction;
  }

  findByToken(token: string): SimPrediction | undefined {
    return this.#byToken.get(token);
  }

  all(): SimPrediction[] {
    return [...this.#kept.values()].map(({ prediction }) => prediction);
  }
}

export const ageMs = (prediction: SimPrediction): number => Date.now() - prediction.createdAtMs;

/** What stops a prediction, in the words of its model or of the platform. */
function failureOf({ scenario, model, pictures }: SimPrediction): string | null {
  if (scenario.name === "policy" || scenario.name === "failed_nsfw") return model.refusal;
  if (scenario.name === "failed_e1000") return "Prediction failed. (code: E1000) Unknown error";
  if (scenario.name === "failed_e1001") return "CUDA out of memory (code: E1001)";
  return pictures.fault ?? null;
}

export function statusOf(prediction: SimPrediction, atMs = ageMs(prediction)): string {
  const { canceledAfterMs, startMs, endMs, scenario } = prediction;
  if (canceledAfterMs !== undefined) return "canceled";
  if (atMs < startMs) return "starting";
  if (scenario.name === "aborted") return "aborted";
  if (atMs < endMs) return "processing";
  return failureOf(prediction) ? "failed" : "succeeded";
}

export const hasEnded = (prediction: SimPrediction): boolean =>
  !["starting", "processing"].includes(statusOf(prediction));

export const isRemoved = (prediction: SimPrediction): boolean =>
  prediction.scenario.name === "data_removed" || ageMs(prediction) - prediction.endMs > KEPT_FOR_MS;

/** How many pictures it delivers: FLUX leaves out those that its filter refuses, without a word. */
export function deliveredOf({ input, scenario, model }: SimPrediction): number {
  const asked = model.single ? 1 : (input.num_outputs ?? 1);
  if (scenario.name === "empty_data") return 0;
  return scenario.name === "partial" ? Math.max(1, asked - 1) : asked;
}

export const extensionOf = ({ input }: SimPrediction): "webp" | "jpg" | "png" => input.output_format ?? "png";

function outputOf(prediction: SimPrediction): string | string[] {
  const { origin, token, query, model } = prediction;
  const urls = Array.from(
    { length: deliveredOf(prediction) },
    (_, index) => `${origin}/yhqm/${token}/out-${index}.${extensionOf(prediction)}?${query}`,
  );
  return model.single && urls[0] ? urls[0] : urls;
}

function logsOf({ model, input, startMs, endMs }: SimPrediction, atMs: number): string {
  if (atMs < startMs) return "";
  const lines = [`Using seed: ${input.seed ?? 42}`];
  const steps = input.num_inference_steps ?? 28;
  const done = Math.min(steps, Math.floor((steps * (atMs - startMs)) / (endMs - startMs)));
  for (let step = 0; model.bar && step <= done; step += Math.max(1, Math.floor(steps / 10))) {
    const blocks = Math.round((10 * step) / steps);
    const bar = "█".repeat(blocks) + " ".repeat(10 - blocks);
    const percent = String(Math.floor((100 * step) / steps)).padStart(3);
    lines.push(`${percent}%|${bar}| ${step}/${steps} [00:0${Math.min(9, blocks)}<00:04,  4.71it/s]`);
  }
  return `${lines.join("\n")}\n`;
}

/** The prediction object as the API and its webhooks write it. */
export function viewOf(prediction: SimPrediction, atMs = ageMs(prediction)) {
  const { id, model, version, origin, createdAtMs, startMs, endMs, raw } = prediction;
  const status = statusOf(prediction, atMs);
  const over = !["starting", "processing"].includes(status);
  const removed = over && isRemoved(prediction);
  const moment = (ms: number) => new Date(createdAtMs + ms).toISOString();
  const url = `${origin}/v1/predictions/${id}`;
  return {
    id,
    model: model.ref,
    version,
    input: removed ? {} : raw,
    logs: removed ? "" : logsOf(prediction, atMs),
    output: status === "succeeded" && !removed ? outputOf(prediction) : null,
    data_removed: removed,
    error: status === "failed" ? failureOf(prediction) : null,
    status,
    source: "api",
    created_at: moment(0),
    started_at: status === "starting" || status === "aborted" ? null : moment(startMs),
    completed_at: over ? moment(prediction.canceledAfterMs ?? endMs) : null,
    metrics:
      status === "succeeded" ? { predict_time: (endMs - startMs) / 1_000, total_time: endMs / 1_000 } : {},
    urls: { get: url, cancel: `${url}/cancel`, web: `https://replicate.com/p/${id}` },
  };
}
