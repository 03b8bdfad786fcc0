import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";
import { providerErrorClasses } from "@/lib/providers/provider-error";

export const apiConfigId = z.string().regex(/^cfg_[0-9a-z]{26}$/);

/** What a config is for: pictures, or words (improving prompts). */
export const apiConfigTypes = ["image", "chat"] as const;

/** The vendors that a person can bring a key for, with where each usually answers and what it wants to know. */
export const configProviders = {
  openai: {
    name: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    model: "gpt-image-2",
    options: { dialect: ["gpt-image", "dalle", "compatible"] },
  },
  replicate: {
    name: "Replicate",
    baseUrl: "https://api.replicate.com/v1",
    model: "flux-schnell",
    options: {},
  },
  stability: {
    name: "Stability AI",
    baseUrl: "https://api.stability.ai",
    model: "stable-core",
    options: {},
  },
  midjourney: {
    name: "Midjourney",
    baseUrl: "",
    model: "midjourney-v7",
    options: { dialect: ["novicezk", "trueai", "new-api"], mode: ["", "fast", "turbo", "relax"] },
  },
  bailian: {
    name: "阿里云百炼",
    baseUrl: "https://dashscope.aliyuncs.com/api/v1",
    model: "qwen-image-plus",
    options: { workspace: null },
  },
  a1111: {
    name: "Stable Diffusion WebUI",
    baseUrl: "",
    model: "default",
    options: { base: ["sdxl", "sd15"] },
  },
} as const satisfies Record<
  string,
  { name: string; baseUrl: string; model: string; options: Record<string, readonly string[] | null> }
>;
export type ConfigProvider = keyof typeof configProviders;
export const configProviderIds = Object.keys(configProviders) as ConfigProvider[];

const name = plainText(60).min(1, "must not be empty");
/** Syntax only; whether the address may be connected to is checked where it is used and when it is saved. */
const baseUrl = z
  .string()
  .max(300)
  .pipe(z.url({ protocol: /^https?$/ }));
const apiKey = z
  .string()
  .max(400)
  .regex(/^[\x21-\x7e]*$/, "must be visible ASCII without blanks");
const model = z
  .string()
  .min(1, "must not be empty")
  .max(120)
  .regex(/^[\w./:@-]+$/, "letters, digits and . / : @ _ -");
const options = z.record(
  z.string().regex(/^[a-zA-Z]{1,30}$/),
  z
    .string()
    .max(120)
    .regex(/^[\w./:@-]*$/),
);

export const createApiConfigInput = z.strictObject({
  name,
  type: z.enum(apiConfigTypes).default("image"),
  provider: z.enum(configProviderIds),
  baseUrl,
  /** May be empty for servers without one (a1111). */
  apiKey,
  model,
  options: options.default({}),
});
export const updateApiConfigInput = z.strictObject({
  id: apiConfigId,
  name: name.optional(),
  baseUrl: baseUrl.optional(),
  /** Absent keeps the key that is there. */
  apiKey: apiKey.optional(),
  model: model.optional(),
  options: options.optional(),
});
export const apiConfigIdInput = z.strictObject({ id: apiConfigId });

/** A config as its owner sees it; the key itself never leaves the server. */
export const apiConfigView = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(apiConfigTypes),
  provider: z.enum(configProviderIds),
  baseUrl: z.string(),
  apiKeyLast4: z.string(),
  model: z.string(),
  options: z.record(z.string(), z.string()),
  test: z
    .object({
      at: z.iso.datetime(),
      ok: z.boolean(),
      errorClass: z.string().nullable(),
      message: z.string().nullable(),
    })
    .nullable(),
  createdAt: z.iso.datetime(),
});
export type ApiConfigView = z.infer<typeof apiConfigView>;
export const apiConfigList = z.object({ items: z.array(apiConfigView), nextCursor: z.null() });

const errorClasses = Object.keys(providerErrorClasses) as (keyof typeof providerErrorClasses)[];
export const connectionReportView = z.object({
  ok: z.boolean(),
  /** Null when it works. */
  errorClass: z.enum(errorClasses).nullable(),
  /** One sentence: what is wrong, or what was found. */
  message: z.string().nullable(),
  config: apiConfigView,
});
export type ConnectionReportView = z.infer<typeof connectionReportView>;

/** Most configs of one person. */
export const MAX_API_CONFIGS = 20;

export type ApiConfigRefusal =
  | { ok: false; reason: "too_many_api_configs" }
  | { ok: false; reason: "config_in_use" }
  | { ok: false; reason: "model_not_supported" };

/** Why, as it stands in the audit log. */
const reason = plainText(500).min(3);
/** Options as the panel's form sends them: `dialect=compatible, workspace=ws_1`. */
const optionsText = z
  .string()
  .max(500)
  .regex(/^\s*([a-zA-Z]{1,30}\s*=\s*[\w./:@-]{0,120}\s*(,\s*|$))*$/, "must be like dialect=compatible")
  .default("");

/** A config of the platform that an admin makes; pictures are for every model that its vendor's adapter knows. */
export const createPlatformConfigInput = z.strictObject({
  name,
  type: z.enum(apiConfigTypes).default("image"),
  provider: z.enum(configProviderIds),
  /** Absent: where the vendor usually answers. */
  baseUrl: baseUrl.optional(),
  apiKey: apiKey.default(""),
  /** The model of a chat config; of pictures the one that a test asks for. */
  model: model.optional(),
  options: optionsText,
  /** Of its channels: lower ones are asked first. */
  position: z.number().int().min(0).max(100).default(1),
  reason,
});
/** All of it: the key has a verb of its own, and another server wants a config of its own. */
export const updatePlatformConfigInput = z.strictObject({
  id: apiConfigId,
  name,
  baseUrl,
  model,
  options: optionsText,
  reason,
});
export const setPlatformConfigEnabledInput = z.strictObject({
  id: apiConfigId,
  isEnabled: z.boolean(),
  reason,
});
export const replacePlatformKeyInput = z.strictObject({ id: apiConfigId, apiKey: apiKey.min(1), reason });
export const deletePlatformConfigInput = z.strictObject({ id: apiConfigId, reason });

/** A config of the platform as the panel shows it. */
export const platformConfigView = apiConfigView.extend({
  /** Where it comes from and who decides about it. */
  source: z.enum(["environment", "panel"]),
  isEnabled: z.boolean(),
  isSimulated: z.boolean(),
  channels: z.number().int(),
  openCircuits: z.number().int(),
});
export type PlatformConfigView = z.infer<typeof platformConfigView>;

export type PlatformConfigRefusal = {
  ok: false;
  reason: "config_in_use" | "config_from_environment" | "model_not_supported";
};
