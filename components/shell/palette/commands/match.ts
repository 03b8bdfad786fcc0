import { foldForSearch } from "@/lib/platform/text/search-text";
import type { PaletteCommand } from "./list";

/** A command with its name in the language of the page. */
export interface NamedCommand extends PaletteCommand {
  name: string;
}

/** Words of an identifier and a path: `notificationSettings` and `/settings/keys` are found by their English words. */
const wordsOf = ({ id, href = "" }: PaletteCommand): string =>
  `${id.replaceAll(/[A-Z]/g, " $&")} ${href.replaceAll(/\W/g, " ")}`;

/** How well a name fits, the smaller the better; null where a word of the query is missing. */
function rankOf(command: NamedCommand, words: readonly string[], query: string): number | null {
  const name = foldForSearch(command.name);
  const rest = foldForSearch(wordsOf(command));
  if (!words.every((word) => name.includes(word) || rest.includes(word))) return null;
  if (name.startsWith(query)) return 0;
  return words.every((word) => name.includes(word)) ? 1 : 2;
}

/**
 * The commands that a query means: every word of it begins a word of the name or of the address. Names that begin with
 * the query come first, then names, then addresses; otherwise the order stays.
 */
export function matchCommands(commands: readonly NamedCommand[], query: string): NamedCommand[] {
  const folded = foldForSearch(query).trimEnd();
  if (folded === "") return [...commands];
  const words = folded
    .trim()
    .split(" ")
    .map((word) => ` ${word}`);
  return commands
    .map((command) => ({ command, rank: rankOf(command, words, folded) }))
    .filter((one): one is { command: NamedCommand; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

/** The next place in a list of `count` for a key, round its ends; null when the key does not walk. */
export function stepIn(count: number, at: number, key: string): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "PageDown":
      return Math.min(at + 6, count - 1);
    case "PageUp":
      return Math.max(at - 6, 0);
    default:
      return null;
  }
}
