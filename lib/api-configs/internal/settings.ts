import { AppError, invalidInput } from "@/lib/platform/errors";
import { outboundRules } from "@/lib/platform/outbound/fetch";
import { checkUrl } from "@/lib/platform/outbound/guard";
import { findProvider } from "@/lib/providers/registry";
import { type ConfigSettings, normalBaseUrl, settingsProblems } from "../rules";

/**
 * The base URL in normal form, when all settings are fine. Throws 400 `invalid_input` with the fields at fault, or
 * `address_not_allowed` for an address that the outbound guard refuses; names are resolved when they are used.
 */
export function checkSettings(settings: ConfigSettings): string {
  const problems = settingsProblems(settings);
  const baseUrl = normalBaseUrl(settings.baseUrl);
  if (baseUrl === null || Object.keys(problems).length > 0) throw invalidInput(problems);
  try {
    checkUrl(baseUrl, outboundRules());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.status, error.code, error.detail, { fields: { baseUrl: error.detail } });
  }
  return baseUrl;
}

/** Whether anything could be made with this model; any name of a chat model may be right. */
export const isModelSupported = (
  settings: Pick<ConfigSettings, "type" | "provider" | "options">,
  model: string,
): boolean =>
  settings.type === "chat" ||
  (findProvider(settings.provider)?.capabilities(model, settings.options) ?? null) !== null;
