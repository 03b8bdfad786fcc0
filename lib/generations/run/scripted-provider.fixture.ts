import type {
  ImageProvider,
  ModelCapabilities,
  PollResult,
  SubmitResult,
} from "@/lib/providers/image-provider";

/** What the scripted vendor answers next, and what it was asked. */
export const script = {
  submits: [] as (() => unknown)[],
  polls: [] as (() => unknown)[],
  submitCalls: 0,
  cancelled: [] as string[],
  idempotent: false,
};

/** A vendor that answers as the test tells it to. */
const provider: ImageProvider = {
  id: "scripted",
  get submitIsIdempotent() {
    return script.idempotent;
  },
  models: () => [model],
  submit: async () => {
    script.submitCalls += 1;
    return (script.submits.shift()?.() ?? {
      kind: "pending",
      externalId: "ext-1",
      pollAfterMs: 1,
    }) as SubmitResult;
  },
  poll: async () => (script.polls.shift()?.() ?? { state: "done", outputs: [] }) as PollResult,
  cancel: async (externalId) => void script.cancelled.push(externalId),
};
const model: ModelCapabilities = {
  id: "scripted-1",
  provider: "scripted",
  name: { zh: "", en: "" },
  note: { zh: "", en: "" },
  ratios: ["1:1", "16:9"],
  tiers: ["1K", "2K"],
  qualities: ["standard"],
  maxCount: 4,
  maxPromptChars: 100,
  negativePrompt: false,
  seed: true,
  creditsPerImage: { "1K": 1, "2K": 3, "4K": 9 },
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  builtIn: true,
};
/** Stands in for lib/providers/registry: one vendor, which answers as the test tells it to. */
export const registry = {
  listModels: () => [model],
  findModel: (id: string) => (id === model.id ? { model, provider } : null),
};
