import type {
  ImageProvider,
  ImageRequest,
  PollResult,
  ProviderOutput,
  SubmitResult,
  VendorCall,
} from "@/lib/providers/image-provider";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";

/** What the scripted vendor answers next, and what it was asked. Outputs with bytes are kept as an adapter does. */
export const script = {
  submits: [] as ((call: VendorCall) => unknown)[],
  polls: [] as (() => unknown)[],
  submitCalls: 0,
  requests: [] as ImageRequest[],
  /** The keys it was called with. */
  keys: [] as string[],
  cancelled: [] as string[],
  idempotent: false,
};

interface Answer {
  kind?: string;
  state?: string;
  outputs?: (ProviderOutput | { bytes: Buffer; seed?: number })[];
}

async function kept(answer: Answer, call: VendorCall): Promise<Answer> {
  if (!answer.outputs) return answer;
  const outputs: ProviderOutput[] = [];
  for (const output of answer.outputs)
    outputs.push("bytes" in output ? { kept: await call.keep(output.bytes), seed: output.seed } : output);
  return { ...answer, outputs };
}

/** A vendor that answers as the test tells it to. */
const provider: ImageProvider = {
  id: "scripted",
  get submitIsIdempotent() {
    return script.idempotent;
  },
  models: () => [model, singleModel],
  capabilities: () => model,
  submit: async (request, call) => {
    script.submitCalls += 1;
    script.requests.push(request);
    script.keys.push(call.connection.apiKey);
    const pending = { kind: "pending", externalId: "ext-1", pollAfterMs: 1 };
    const answer = await (script.submits.shift()?.(call) ?? pending);
    return (await kept(answer as Answer, call)) as SubmitResult;
  },
  poll: async (_, __, call) => {
    const answer = await (script.polls.shift()?.() ?? { state: "done", outputs: [] });
    return (await kept(answer as Answer, call)) as PollResult;
  },
  cancel: async (externalId) => void script.cancelled.push(externalId),
  test: async () => ({ ok: true }),
  outputHosts: [],
};
const model: ModelCapabilities = {
  id: "scripted-1",
  provider: "scripted",
  name: { zh: "", en: "" },
  note: { zh: "", en: "" },
  ratios: ["1:1", "16:9"],
  tiers: ["1K", "2K"],
  qualities: ["standard"],
  minCount: 1,
  maxCount: 4,
  maxPerCall: 4,
  maxPromptChars: 100,
  negativePrompt: false,
  seed: true,
  maxReferences: 1,
  edits: {
    upscale: {
      ...{ creditsPerImage: 3, prompt: "none", maxCount: 1, factors: [2, 4] },
      ...{ maxPixels: 1_000_000, minSidePx: 64, maxSidePx: 1_536, maxRatio: 4 },
    },
    inpaint: {
      ...{ prompt: "required", maxPixels: 40_000, minSidePx: 64, maxSidePx: 1_536, maxRatio: 4 },
    },
    outpaint: {
      ...{ prompt: "optional", maxPixels: 1_000_000, minSidePx: 64, maxSidePx: 1_536, maxRatio: 4 },
    },
  },
  creditsPerImage: { "1K": 1, "2K": 3, "4K": 9 },
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  chargesOnRefusal: "no",
  builtIn: true,
};
/** Makes one picture per call. */
const singleModel: ModelCapabilities = { ...model, id: "scripted-single", maxPerCall: 1 };
/** Is reached by channels, as a vendor's model is. */
export const routedModel: ModelCapabilities = {
  ...model,
  id: "routed-1",
  provider: "routed",
  builtIn: false,
};
const models = [model, singleModel, routedModel];
/** The same vendor without a model of its own making. */
const routedProvider: ImageProvider = {
  ...provider,
  id: "routed",
  models: () => [routedModel],
  capabilities: () => routedModel,
};
/** Stands in for lib/providers/registry: one vendor, which answers as the test tells it to. */
export const registry = {
  knownModels: () => models,
  findKnownModel: (id: string) => models.find((known) => known.id === id),
  findProvider: (id: string) =>
    id === "routed" ? routedProvider : id === provider.id ? provider : undefined,
};
