import { uploadLimits } from "@/lib/edits/rules";
import { MAX_REFERENCES } from "../draft";

/** References with more at the end: each once, and not more than an order can have. */
export const withReferences = (chosen: readonly string[], added: readonly string[]): string[] =>
  [...new Set([...chosen, ...added])].slice(0, MAX_REFERENCES);

/** A reference one place earlier (-1) or later (1); at the ends it stays. */
export function movedReference(chosen: readonly string[], id: string, by: -1 | 1): string[] {
  const from = chosen.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= chosen.length) return [...chosen];
  return chosen.with(from, chosen[to] ?? id).with(to, id);
}

export type FileProblem = "type" | "size";

/** Why the server would refuse a file, as far as the browser can tell; null when nothing speaks against it. */
export function fileProblem({ type, size }: Pick<File, "type" | "size">): FileProblem | null {
  if (!uploadLimits.types.some((accepted) => accepted === type)) return "type";
  return size > uploadLimits.maxBytes ? "size" : null;
}

/**
 * The pictures among what was pasted or dropped. Copied text often brings a picture of itself along; then the
 * text is meant.
 */
export function picturesIn(data: Pick<DataTransfer, "files" | "types">): File[] {
  if (data.types.includes("text/plain")) return [];
  return [...data.files].filter((file) => file.type.startsWith("image/"));
}
