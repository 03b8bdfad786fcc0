import { z } from "zod";
import { invalidInput } from "../errors";

/** What a keyset cursor holds: the last row's time in milliseconds and its id, which breaks ties. */
export interface Cursor {
  atMs: number;
  id: string;
}

/** The end of the year 9999: later moments PostgreSQL and ISO 8601 write in other ways. */
const LAST_MS = 253_402_300_799_999;

const shape = z.tuple([z.number().int().min(0).max(LAST_MS), z.string().regex(/^[a-z]{3}_[0-9a-z]{26}$/)]);

export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.atMs, cursor.id])).toString("base64url");

/** Cursors come from outside and are not trusted: anything malformed is a 400 on the field `cursor`. */
export function decodeCursor(text: string): Cursor {
  try {
    const [atMs, id] = shape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { atMs, id };
  } catch {
    throw invalidInput({ cursor: "is not a cursor of this list" });
  }
}

/** The page's own rows and the cursor of the next page, from `limit + 1` rows read. */
export function page<T>(
  rows: T[],
  limit: number,
  key: (row: T) => Cursor,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}
