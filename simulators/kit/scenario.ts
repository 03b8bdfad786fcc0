/** Troubles that every vendor can have; each simulator adds its own and gives each its vendor's words. */
export const commonScenarios = [
  "ok",
  "ok_slow",
  "429_retry_after",
  "429_no_header",
  "500_then_ok",
  "503",
  "reset_after_body",
  "hang",
  "auth_401",
  "quota",
  "policy",
  "malformed_json",
  "html_502",
  "empty_data",
  "wrong_content_type_image",
  "url_expired_403",
  "url_redirect",
  "huge_image",
] as const;

export interface Scenario {
  name: string;
  /** What stands after `=`: seconds, milliseconds, a count. */
  argument?: string;
}

const MARKER = /\[\[sim:([a-z0-9_]+)(?:=([^\]@]*))?(?:@([\w-]+))?\]\]/;

/**
 * The trouble to play: named by the API key (`sim-quota`, `sim-ok_slow=500`), otherwise by the first marker in
 * the prompt whose target, if it names one, is part of the key. `ok` when neither names any.
 */
export function scenarioOf(source: { apiKey?: string; prompt?: string }): Scenario {
  const inKey = /^sim-([a-z0-9]+_[a-z0-9_]+|quota|policy|hang|503)(?:=([^@]*))?$/.exec(source.apiKey ?? "");
  if (inKey?.[1]) return { name: inKey[1], argument: inKey[2] };
  const inPrompt = MARKER.exec(source.prompt ?? "");
  const [, name, argument, target] = inPrompt ?? [];
  if (!name || (target && !source.apiKey?.includes(target))) return { name: "ok" };
  return { name, argument };
}

/** A name that an order carries in its prompt, `[[tag:order-17]]`, for whoever follows it; it changes nothing. */
const TAG = /\[\[tag:([\w-]+)\]\]/;

/** The name in the first `[[tag:…]]`; empty without one. */
export const tagOf = (text: string): string => TAG.exec(text)?.[1] ?? "";

/** The prompt without markers, for drawing. */
export const withoutMarkers = (prompt: string): string =>
  prompt.replaceAll(new RegExp(MARKER, "g"), "").replaceAll(new RegExp(TAG, "g"), "").trim();
