import { withoutMarkers } from "@/simulators/kit/scenario";

/** What Midjourney reads from a prompt. `problem` is the reason why it refuses it, in its own words. */
export interface ParsedPrompt {
  words: string;
  ratio: { w: number; h: number };
  seed: number;
  problem?: string;
}

const range = (pattern: RegExp, max: number) => (value: string) =>
  pattern.test(value) && Number(value) <= max;
const none = (value: string) => value === "";
const word = (value: string) => value !== "";

/** Every flag that Midjourney knows and what may stand behind it. */
const flags: Record<string, (value: string) => boolean> = {
  ar: (value) => /^[1-9]\d{0,3}:[1-9]\d{0,3}$/.test(value),
  v: (value) => /^[1-7](\.\d)?$/.test(value),
  niji: (value) => /^[4-6]$/.test(value),
  no: word,
  seed: range(/^\d{1,10}$/, 4_294_967_295),
  stylize: range(/^\d{1,4}$/, 1_000),
  chaos: range(/^\d{1,3}$/, 100),
  weird: range(/^\d{1,4}$/, 3_000),
  iw: range(/^\d(\.\d+)?$/, 3),
  q: (value) => ["1", "2", "4", ".25", ".5"].includes(value),
  repeat: range(/^\d{1,2}$/, 40),
  style: word,
  sref: word,
  tile: none,
  hd: none,
  fast: none,
  turbo: none,
  relax: none,
};
const longNames: Record<string, string> = {
  s: "stylize",
  c: "chaos",
  w: "weird",
  aspect: "ar",
  version: "v",
};

/** Parses as strictly as Midjourney, which refuses a whole order for one flag that it cannot read. */
export function parsePrompt(prompt: string): ParsedPrompt {
  const [words = "", ...rest] = withoutMarkers(prompt).split(/(?:^|\s)(?:--|—)(?=[a-z])/i);
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const part of rest) {
    const [name = "", ...values] = part.trim().split(/\s+/);
    const flag = longNames[name] ?? name;
    const value = values.join(" ");
    const fits = flags[flag];
    if (!fits) problems.push(`[Invalid parameter] Unrecognized parameter(s): \`--${name}\``);
    else if (!fits(value) || seen.has(flag))
      problems.push(`[Invalid parameter] Invalid value provided for argument \`--${name}\`: \`${value}\``);
    seen.set(flag, value);
  }
  if (seen.has("v") && seen.has("niji"))
    problems.push("[Invalid parameter] `--niji` is not compatible with `--version`");
  if (!words.trim()) problems.push("[Invalid parameter] Prompt is empty");
  if (/[{}]/.test(words)) problems.push("[Invalid parameter] A permutation prompt makes several orders");
  const [w = 1, h = 1] = (seen.get("ar") ?? "1:1").split(":").map(Number);
  return {
    words: words.trim(),
    ratio: { w, h },
    seed: Number(seen.get("seed") ?? 1) % 2 ** 31,
    problem: problems[0],
  };
}
