import type { ImageRequest } from "@/lib/providers/image-provider";
import { versionFlag } from "./models";

/** A user's prompt taken apart: the words, the artistic flags that stay, and what `--no` named. */
export interface ReadPrompt {
  words: string;
  flags: string[];
  unwanted: string[];
}

/** Two hyphens, or the dash that keyboards make of them, and a name: at the start or after a space. */
const FLAG = /(?:^|\s)(?:-{2,}|[—–]+)([a-z_]+)/gi;

/** Artistic flags with a number, their other names and their range (docs.midjourney.com). */
const numbers = new Map([
  ["stylize", { names: ["stylize", "s"], max: 1_000 }],
  ["chaos", { names: ["chaos", "c"], max: 100 }],
  ["weird", { names: ["weird", "w"], max: 3_000 }],
  ["iw", { names: ["iw"], max: 3 }],
]);

/** Flags whose value may be a word; of all others only what looks like a number or an address is their value. */
const wordy = new Set(["sref", "cref", "oref", "profile", "p", "style", "sameseed", "motion", "visibility"]);

/**
 * Takes a prompt apart. Flags that change the price, the shape, the model or the number of pictures are set by the
 * form, so a user's own are taken away together with their value; words that follow them stay words. `{a, b}` makes
 * one order per choice (and charges each), so braces become round.
 */
export function readPrompt(prompt: string): ReadPrompt {
  const text = prompt.replaceAll(/\s+/g, " ").replaceAll("{", "(").replaceAll("}", ")");
  const found = [...text.matchAll(FLAG)];
  const words = [text.slice(0, found[0]?.index)];
  const kept = new Map<string, string>();
  const unwanted: string[] = [];
  for (const [i, match] of found.entries()) {
    const name = (match[1] ?? "").toLowerCase();
    const said = text.slice(match.index + match[0].length, found[i + 1]?.index).trim();
    if (name === "no") {
      unwanted.push(...listOf(said));
      continue;
    }
    const [value = "", ...after] = said.split(" ");
    const flag = artistic(name, value);
    if (flag) kept.set(flag.name, flag.text);
    const takesValue = name !== "tile" && name !== "raw" && (looksLikeValue(value) || wordy.has(name));
    words.push((takesValue ? after : [value, ...after]).join(" "));
  }
  return { words: plain(words.join(" ")), flags: [...kept.values()], unwanted };
}

function artistic(name: string, value: string): { name: string; text: string } | undefined {
  if (name === "tile") return { name, text: "--tile" };
  if (name === "raw" || (name === "style" && value === "raw")) return { name: "style", text: "--style raw" };
  for (const [long, { names, max }] of numbers) {
    if (!names.includes(name)) continue;
    const wholeOnly = long !== "iw";
    const fits = (wholeOnly ? /^\d{1,4}$/ : /^\d(\.\d{1,2})?$/).test(value) && Number(value) <= max;
    return fits ? { name: long, text: `--${long} ${value}` } : undefined;
  }
  return undefined;
}

const looksLikeValue = (token: string): boolean => /^[\d.:/×x,%-]+$/i.test(token) || /^https?:/i.test(token);

/** Nothing in it can be read as the start of a flag any more. */
const plain = (text: string): string =>
  text
    .replaceAll(/-{2,}|[—–]+(?=[a-z])/gi, "-")
    .replaceAll(/\s+/g, " ")
    .trim();

const listOf = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((item) => plain(item.replaceAll("{", "(").replaceAll("}", ")")))
    .filter(Boolean);

/**
 * The prompt that goes to the proxy: the user's words and artistic flags, then ratio, negative prompt, seed and
 * version, so that the order's own settings always win. Null when there are no words.
 */
export function promptOf(
  request: Pick<ImageRequest, "prompt" | "negativePrompt" | "ratio" | "seed" | "model">,
): string | null {
  const { words, flags, unwanted } = readPrompt(request.prompt);
  if (!words) return null;
  const no = [...unwanted, ...listOf(request.negativePrompt)].join(", ");
  return [
    words,
    ...flags,
    `--ar ${request.ratio}`,
    ...(no ? [`--no ${no}`] : []),
    `--seed ${request.seed}`,
    versionFlag(request.model) ?? "",
  ]
    .join(" ")
    .trim();
}
