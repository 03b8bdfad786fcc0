import type { FileProblem } from "@/components/gallery/upload/check-file";
import { ApiError } from "@/lib/platform/api-error";

/** As many files as wait and run together; more belong into the next round. */
export const MOST_FILES = 200;

export interface ImportItem {
  key: string;
  name: string;
  sizeBytes: number;
  /** Under the type that its bytes have. */
  file: Blob;
  state: "refused" | "ready" | "sending" | "done" | "failed";
  /** The part that is on its way, 0 to 1. */
  part: number;
  /** What is wrong with the file itself; it is never sent then. */
  problem?: FileProblem;
  /** What the server said. */
  error?: unknown;
  /** The image that it became. */
  imageId?: string;
}

export const countStates = (items: readonly ImportItem[]) => {
  const count = (...states: ImportItem["state"][]) =>
    items.filter(({ state }) => states.includes(state)).length;
  return {
    ready: count("ready"),
    sending: count("sending"),
    done: count("done"),
    failed: count("failed"),
    /** Those that are sent or were: what progress is counted of. */
    sent: count("ready", "sending", "done", "failed"),
  };
};

/** The next file to send. */
export const nextReady = (items: readonly ImportItem[]): ImportItem | undefined =>
  items.find(({ state }) => state === "ready");

/** Failures that every further file would meet as well: the day's uploads or the storage are used up, or nobody is signed in. */
export const endsAll = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 401 || error.code === "too_many_uploads" || error.code === "storage_full");

/** Everything that waits fails with the failure that one of them met. */
export const failRest = (items: readonly ImportItem[], error: unknown): ImportItem[] =>
  items.map((item) => (item.state === "ready" ? { ...item, state: "failed", error } : item));

/** Those that failed wait again; a file that cannot be sent stays refused. */
export const retryFailed = (items: readonly ImportItem[]): ImportItem[] =>
  items.map((item) =>
    item.state === "failed" ? { ...item, state: "ready", part: 0, error: undefined } : item,
  );
