import { z } from "zod";

/**
 * The only keys there are: two or more segments of lower-case letters, digits, `-`, `_` and single dots, each
 * starting with a letter or a digit. So a key cannot climb (`..`), hide (`.x`), be absolute, or differ from
 * another by case alone on file systems that ignore it. No key may be the folder of another key.
 */
const SEGMENT = "[a-z0-9](?:[a-z0-9_-]|\\.(?=[a-z0-9_-])){0,127}";
export const storageKey = z
  .string()
  .max(400)
  .regex(new RegExp(`^${SEGMENT}(?:/${SEGMENT}){1,7}$`), "is not a storage key");

/** The beginning of keys: at least the first segment with its slash. */
export const storagePrefix = z
  .string()
  .max(400)
  .regex(new RegExp(`^${SEGMENT}/(?:${SEGMENT}/){0,6}(?:${SEGMENT}\\.?)?$`), "is not a storage prefix");

export interface StoredFile {
  sizeBytes: number;
  /** Changes when the bytes change; comes from the store and is not a hash of the content. */
  etag?: string;
}

/** Bytes from `start` to `end`, both included, as in an HTTP range. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface KeyPage {
  keys: string[];
  /** Give it back to get the next page; null when there is none. */
  nextCursor: string | null;
}

/** Where files are kept. Every method refuses keys that are not `storageKey`s by throwing a ZodError. */
export interface Storage {
  /** Writes a file as a whole or not at all; an existing one is replaced at once. */
  put(key: string, bytes: Uint8Array, options: { contentType: string }): Promise<void>;
  get(key: string): Promise<Buffer | null>;
  stat(key: string): Promise<StoredFile | null>;
  /**
   * Streams a file or a part of it. The stream has to be read to its end or cancelled. Refuses with 404
   * `not_found` for a missing file and with 416 `range_not_satisfiable` for a range that starts behind its end.
   */
  openRange(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /** Removes a file; a missing one is fine. */
  remove(key: string): Promise<void>;
  /** Up to `limit` (1 to 1000) keys that start with the prefix, in an order of the store that does not change. */
  list(prefix: string, limit: number, cursor?: string): Promise<KeyPage>;
}
