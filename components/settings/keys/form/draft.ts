import { z } from "zod";
import { mustGiveKeyAgain, normalBaseUrl, settingsProblems } from "@/lib/api-configs/rules";
import {
  type ApiConfigView,
  apiConfigTypes,
  type ConfigProvider,
  configProviderIds,
  configProviders,
  createApiConfigInput,
  type updateApiConfigInput,
} from "@/lib/api-configs/schema";

/** What stands in the form; the key is empty where the one that is stored is kept. */
export interface KeyDraft {
  provider: ConfigProvider;
  type: (typeof apiConfigTypes)[number];
  name: string;
  baseUrl: string;
  apiKey: string;
  model: string;
  options: Record<string, string>;
}

type Changes = Omit<z.input<typeof updateApiConfigInput>, "id">;

/** Where chat models answer, as far as it differs from where pictures are made. */
const chatStarts: Partial<Record<ConfigProvider, { baseUrl: string; model: string }>> = {
  openai: { baseUrl: configProviders.openai.baseUrl, model: "" },
  // https://help.aliyun.com/zh/model-studio: the compatible mode has a path of its own.
  bailian: { baseUrl: "https://dashscope.aliyuncs.com/compatible-mode/v1", model: "qwen-plus" },
};

/** Fine in every way but the one that is asked about. */
const fine = { type: "image", baseUrl: "https://example.com", hasKey: true, options: {} } as const;

export const canChat = (provider: ConfigProvider): boolean =>
  settingsProblems({ ...fine, provider, type: "chat" }).provider === undefined;

export const needsKey = (provider: ConfigProvider): boolean =>
  settingsProblems({ ...fine, provider, hasKey: false }).apiKey !== undefined;

/** The vendor's own settings: a list of values to choose from, or null for free text. Chat has none. */
export const optionsOf = (
  provider: ConfigProvider,
  type: KeyDraft["type"],
): Readonly<Record<string, readonly string[] | null>> =>
  type === "chat" ? {} : configProviders[provider].options;

/** What a vendor's form begins with. */
export function startOf(
  provider: ConfigProvider,
  type: KeyDraft["type"],
): Pick<KeyDraft, "baseUrl" | "model" | "options"> {
  const { baseUrl, model } = (type === "chat" && chatStarts[provider]) || configProviders[provider];
  const options = Object.entries(optionsOf(provider, type)).map(([name, values]) => [
    name,
    values?.[0] ?? "",
  ]);
  return { baseUrl, model, options: Object.fromEntries(options) };
}

/** A stored config in the form: what it leaves open is what the vendor's form begins with. */
export const draftOf = (config: ApiConfigView): KeyDraft => ({
  provider: config.provider,
  type: config.type,
  name: config.name,
  baseUrl: config.baseUrl,
  apiKey: "",
  model: config.model,
  options: { ...startOf(config.provider, config.type).options, ...config.options },
});

/** Options that say something. */
const saidIn = (options: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ""));

export const creationOf = (draft: KeyDraft): z.input<typeof createApiConfigInput> => ({
  ...draft,
  options: saidIn(draft.options),
});

/** Only what differs, because a change of anything but the name forgets the last test and waits for open jobs. */
export function changesOf(draft: KeyDraft, config: ApiConfigView): Changes {
  const before = draftOf(config);
  const changes: Changes = {};
  if (draft.name !== before.name) changes.name = draft.name;
  if (normalBaseUrl(draft.baseUrl) !== normalBaseUrl(before.baseUrl)) changes.baseUrl = draft.baseUrl;
  if (draft.model !== before.model) changes.model = draft.model;
  if (draft.apiKey !== "") changes.apiKey = draft.apiKey;
  const options = saidIn(draft.options);
  const names = Object.keys({ ...before.options, ...options });
  if (names.some((name) => (options[name] ?? "") !== (before.options[name] ?? ""))) changes.options = options;
  return changes;
}

/** Whether the key must be typed, and why. */
export function keyProblem(
  draft: Partial<Pick<KeyDraft, "provider" | "baseUrl" | "apiKey">>,
  config: ApiConfigView | null,
): "key_needed" | "key_again" | null {
  const { provider, baseUrl = "", apiKey = "" } = draft;
  if (apiKey.trim() !== "" || !provider) return null;
  const hasStored = config !== null && (needsKey(provider) || config.apiKeyLast4 !== "");
  if (!hasStored) return needsKey(provider) ? "key_needed" : null;
  const comparable = URL.canParse(baseUrl) && URL.canParse(config.baseUrl);
  return comparable && mustGiveKeyAgain(config.baseUrl, baseUrl) ? "key_again" : null;
}

const { name, baseUrl, apiKey, model, options } = createApiConfigInput.shape;
const pasted = z.string().trim();

const fields = z.object({
  provider: z.enum(configProviderIds),
  type: z.enum(apiConfigTypes),
  name,
  baseUrl: pasted.pipe(baseUrl).refine((text) => normalBaseUrl(text) !== null),
  apiKey: pasted.pipe(apiKey),
  model: pasted.pipe(model),
  options: options.unwrap(),
});

/** The server's own rules as the form's. A missing key is told together with everything else that is wrong. */
export const keyForm = (config: ApiConfigView | null): z.ZodType<KeyDraft, KeyDraft> => {
  const isFine = (problem: "key_needed" | "key_again") => (draft: KeyDraft) =>
    keyProblem(draft, config) !== problem;
  const at = { path: ["apiKey"], when: () => true };
  return fields
    .refine(isFine("key_needed"), { ...at, message: "key_needed" })
    .refine(isFine("key_again"), { ...at, message: "key_again" });
};
