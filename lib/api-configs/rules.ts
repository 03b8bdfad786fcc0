import type { FieldErrors } from "@/lib/platform/errors";
import { type ConfigProvider, configProviders } from "./schema";

/** What the slots of configs begin with that an admin has made in the panel. */
export const PANEL_SLOT = "panel:";

/** Whether a platform's config was made in the panel; the others come from the environment, which decides about them. */
export const isFromPanel = (slot: string | null): boolean => slot?.startsWith(PANEL_SLOT) ?? false;

/** Servers that answer without a key. */
const keyless: readonly ConfigProvider[] = ["a1111"];
/** Who speaks the chat protocol; Bailian does so on its compatible-mode address. */
const chatProviders: readonly ConfigProvider[] = ["openai", "bailian"];

/** The settings of a config as they would be after a change; `hasKey` counts a key that is kept. */
export interface ConfigSettings {
  type: "image" | "chat";
  provider: ConfigProvider;
  baseUrl: string;
  hasKey: boolean;
  options: Readonly<Record<string, string>>;
}

/**
 * A base URL in the form in which it is stored: normalised by the URL parser and without a slash at its end. Null
 * for one that carries more than an address and a path, because a path is appended to it.
 */
export function normalBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.search !== "" || url.hash !== "" || text.includes("?") || text.includes("#")) return null;
  return url.href.replace(/\/+$/, "");
}

/** What is wrong with settings, by field; empty when nothing is. */
export function settingsProblems({ type, provider, baseUrl, hasKey, options }: ConfigSettings): FieldErrors {
  const problems: FieldErrors = {};
  if (normalBaseUrl(baseUrl) === null) problems.baseUrl = "must be an address and a path only";
  if (!hasKey && !keyless.includes(provider)) problems.apiKey = "is needed for this vendor";
  if (type === "chat" && !chatProviders.includes(provider)) problems.provider = "has no chat models";
  const known: Readonly<Record<string, readonly string[] | null>> = configProviders[provider].options;
  for (const [name, value] of Object.entries(options)) {
    const values = Object.hasOwn(known, name) ? known[name] : undefined;
    if (values === undefined) problems[`options.${name}`] = "is not known for this vendor";
    else if (values !== null && !values.includes(value))
      problems[`options.${name}`] = `must be one of: ${values.filter(Boolean).join(", ")}`;
  }
  return problems;
}

/**
 * A kept key must not follow a config to another server: whoever holds an open session, but not the key, could
 * have it sent to themselves.
 */
export const mustGiveKeyAgain = (before: string, after: string): boolean =>
  new URL(before).origin !== new URL(after).origin;

/** The end of a key, to recognise it by: four characters, fewer of short keys, so that most of it stays unknown. */
export const endOfKey = (key: string): string =>
  key.slice(key.length - Math.min(4, Math.floor(key.length / 4)));

const MAX_MESSAGE_CHARS = 300;

/** A vendor's words without the key, which some vendors repeat, and at most 300 characters long. */
export function withoutKey(message: string, apiKey: string): string {
  const cleaned = apiKey === "" ? message : message.replaceAll(apiKey, "[key]");
  return cleaned.slice(0, MAX_MESSAGE_CHARS);
}

/** Options as they are typed, `dialect=compatible, workspace=ws_1`. */
export const optionsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(",")
      .map((pair) => pair.split("=").map((part) => part.trim()))
      .flatMap(([key = "", value = ""]) => (key === "" ? [] : [[key, value]])),
  );

/** Options as they are typed. */
export const optionsText = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
