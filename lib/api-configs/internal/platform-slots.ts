import type { Env } from "@/lib/platform/env";
import { type ConfigProvider, configProviders } from "../schema";

/** A config of the platform as the environment describes it. */
export interface PlatformSlot {
  slot: string;
  name: string;
  type: "image" | "chat";
  provider: ConfigProvider;
  baseUrl: string;
  apiKey: string;
  model: string;
  options: Record<string, string>;
  isSimulated: boolean;
  /** Of its channels: lower ones are asked first. */
  position: number;
  maxConcurrent: number;
}

/** Most calls at once: a card draws one picture at a time, and the proxies of Midjourney usually have three places. */
const maxConcurrent: Partial<Record<ConfigProvider, number>> = { a1111: 1, midjourney: 3 };

export const maxConcurrentOf = (provider: ConfigProvider): number => maxConcurrent[provider] ?? 8;

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/** The configs of the platform: one for every vendor whose key (or address, where no key is needed) is set. */
export function platformSlots(env: Env): PlatformSlot[] {
  const slot = (
    provider: ConfigProvider,
    address: { apiKey: string | undefined; baseUrl: string | undefined; needsKey?: boolean },
    more: Partial<PlatformSlot> = {},
  ): PlatformSlot[] => {
    const { apiKey = "", baseUrl, needsKey = true } = address;
    if (baseUrl === undefined || (needsKey && apiKey === "")) return [];
    const { name, model } = configProviders[provider];
    return [
      {
        slot: provider,
        name,
        type: "image",
        provider,
        baseUrl: baseUrl.replace(/\/+$/, ""),
        apiKey,
        model,
        options: {},
        // In a demonstration a vendor may still be a real one.
        isSimulated: env.SIMULATED_VENDORS && LOOPBACK.test(baseUrl),
        position: 0,
        maxConcurrent: maxConcurrentOf(provider),
        ...more,
      },
    ];
  };
  return [
    ...slot("openai", { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL }),
    ...slot(
      "openai",
      { apiKey: env.OPENAI_BACKUP_API_KEY, baseUrl: env.OPENAI_BACKUP_BASE_URL },
      { slot: "openai-backup", name: "OpenAI 2", position: 1 },
    ),
    ...slot("replicate", { apiKey: env.REPLICATE_API_KEY, baseUrl: env.REPLICATE_BASE_URL }),
    ...slot("stability", { apiKey: env.STABILITY_API_KEY, baseUrl: env.STABILITY_BASE_URL }),
    ...slot(
      "midjourney",
      { apiKey: env.MIDJOURNEY_API_KEY, baseUrl: env.MIDJOURNEY_BASE_URL, needsKey: false },
      { options: { dialect: env.MIDJOURNEY_DIALECT } },
    ),
    ...slot("bailian", { apiKey: env.BAILIAN_API_KEY, baseUrl: env.BAILIAN_BASE_URL }),
    ...slot("a1111", { apiKey: env.A1111_API_KEY, baseUrl: env.A1111_BASE_URL, needsKey: false }),
    ...slot(
      "openai",
      { apiKey: env.CHAT_API_KEY, baseUrl: env.CHAT_BASE_URL },
      { slot: "chat", name: "Chat", type: "chat", model: env.CHAT_MODEL, options: { dialect: "compatible" } },
    ),
  ];
}
