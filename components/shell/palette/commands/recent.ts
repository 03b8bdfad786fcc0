import { type CommandId, isCommandId } from "./list";

const STORAGE_KEY = "xintu.palette";
const KEPT = 4;

/** Reads what is stored: ids of commands only, never what somebody searched for. */
export function parseRecent(stored: string | null): CommandId[] {
  try {
    const list: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(list) ? [...new Set(list.filter(isCommandId))].slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** The list after a command was used. */
export const withRecent = (list: readonly CommandId[], id: CommandId): CommandId[] =>
  [id, ...list.filter((one) => one !== id)].slice(0, KEPT);

/** Commands used last in this browser; none where it refuses storage. */
export function readRecent(): CommandId[] {
  try {
    return parseRecent(localStorage.getItem(STORAGE_KEY));
  } catch {
    return [];
  }
}

export function rememberRecent(id: CommandId): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(withRecent(readRecent(), id)));
  } catch {
    // Without storage nothing is remembered.
  }
}
