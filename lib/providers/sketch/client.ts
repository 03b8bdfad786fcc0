import { sha256Hex } from "@/lib/platform/crypto";
import type {
  ImageProvider,
  ImageRequest,
  PollResult,
  ProviderOutput,
  SubmitResult,
  VendorCall,
} from "@/lib/providers/image-provider";
import {
  aspectRatios,
  type ModelCapabilities,
  renderQualities,
  type Tier,
  tiers,
} from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import { cancelJob, openJob, progressOf, type SketchJob } from "./jobs";

const model: ModelCapabilities = {
  id: "sketch-1",
  provider: "sketch",
  name: { zh: "内置速写", en: "Built-in sketch" },
  note: {
    zh: "内置的绘图程序，不是 AI 模型：按提示词里的词语绘制插画。在环境变量中填入供应商密钥，即可接入真正的模型。",
    en: "A built-in drawing program, not an AI model: it draws an illustration from words in the prompt. Put a vendor's key in the environment to connect a real model.",
  },
  ratios: aspectRatios,
  tiers,
  qualities: renderQualities,
  minCount: 1,
  maxCount: 8,
  maxPerCall: 8,
  maxPromptChars: 4_000,
  negativePrompt: true,
  seed: true,
  maxReferences: 0,
  edits: {},
  creditsPerImage: { "1K": 1, "2K": 2, "4K": 4 },
  qualityPercent: { draft: 100, standard: 100, high: 200 },
  chargesOnRefusal: "no",
  builtIn: true,
};

const pollAfter: Record<Tier, number> = { "1K": 300, "2K": 800, "4K": 2_000 };
const BUSY_RETRY_MS = 5_000;

/** The built-in renderer as a vendor: same request, same bytes, in any process. */
export const sketchProvider: ImageProvider = {
  id: "sketch",
  submitIsIdempotent: true,
  models: () => [model],
  capabilities: (vendorModel) => (vendorModel === model.id ? model : null),
  submit,
  poll,
  cancel: async (externalId, { signal }) => {
    signal.throwIfAborted();
    cancelJob(externalId);
  },
  test: async () => ({ ok: true }),
  outputHosts: [],
};

async function submit(request: ImageRequest, { signal }: VendorCall): Promise<SubmitResult> {
  signal.throwIfAborted();
  const error = invalid(request);
  if (error) throw error;
  const externalId = `sketch_${sha256Hex(request.requestKey).slice(0, 32)}`;
  if (!openJob(externalId, request))
    throw new ProviderError("rate_limited", "The built-in renderer has too much work.", true, BUSY_RETRY_MS);
  return { kind: "pending", externalId, pollAfterMs: pollAfter[request.tier] };
}

async function poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  const { signal } = call;
  signal.throwIfAborted();
  const error = invalid(request);
  if (error) return { state: "failed", error };
  const job = openJob(externalId, request);
  if (!job) return { state: "running", pollAfterMs: BUSY_RETRY_MS };
  return resultOf(job, call);
}

async function resultOf(job: SketchJob, call: VendorCall): Promise<PollResult> {
  if (job.state === "cancelled") {
    const error = new ProviderError("not_found_or_expired", "This order was cancelled.", false);
    return { state: "failed", error };
  }
  if (job.error) return { state: "failed", error: job.error };
  if (job.state !== "done")
    return { state: "running", progress: progressOf(job), pollAfterMs: pollAfter[job.request.tier] };
  job.fetched = true;
  const outputs: ProviderOutput[] = [];
  for (const { bytes, seed } of job.outputs) outputs.push({ kept: await call.keep(bytes), seed });
  return outputs.length < job.request.count
    ? { state: "done", outputs, refused: "content_policy" }
    : { state: "done", outputs };
}

function invalid(request: ImageRequest): ProviderError | undefined {
  const { count, seed, prompt } = request;
  const fits =
    request.model === model.id &&
    model.ratios.includes(request.ratio) &&
    model.tiers.includes(request.tier) &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= model.maxCount &&
    Number.isInteger(seed) &&
    seed >= 0 &&
    prompt.length <= model.maxPromptChars;
  if (fits) return undefined;
  return new ProviderError("invalid_request", "The built-in renderer cannot draw this request.", true);
}
