import { z } from "zod";
import { invalidInput } from "../errors";

/** What a keyset cursor holds: the last row's time in milliseconds and its id, which breaks ties. */
export interface Cursor {
  atMs: number;
  id: string;
}

/** The end of the year 9999: later moments PostgreSQL and ISO 8601 write in other ways. */
const LAST_MS = 253_402_300_799_999;

/** An id as it may stand in a cursor. */
export const cursorId = z.string().regex(/^[a-z]{3}_[0-9a-z]{26}$/);

const cursorMs = z.number().int().min(0).max(LAST_MS);
const shape = z.tuple([cursorMs, cursorId]);

/** What a list writes its cursors with and reads them by: JSON of one shape, in base64url. */
export interface CursorCodec<T> {
  encode: (value: T) => string;
  decode: (text: string) => T;
}

/** Cursors come from outside and are not trusted: anything malformed is a 400 on the field `cursor`. */
export const cursorCodec = <S extends z.ZodType>(of: S): CursorCodec<z.output<S>> => ({
  encode: (value) => Buffer.from(JSON.stringify(value)).toString("base64url"),
  decode: (text) => {
    try {
      return of.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    } catch {
      throw invalidInput({ cursor: "is not a cursor of this list" });
    }
  },
});

const byTime = cursorCodec(shape);

/**
 * The cursors of one order of a list that has several. They bear its name, so that one of another order is refused
 * like a malformed one; `atMs` is the whole number that the order goes by.
 */
export function cursorsOf(order: string): CursorCodec<Cursor> {
  const codec = cursorCodec(z.tuple([z.literal(order), cursorMs, cursorId]));
  return {
    encode: ({ atMs, id }) => codec.encode([order, atMs, id]),
    decode: (text) => {
      const [, atMs, id] = codec.decode(text);
      return { atMs, id };
    },
  };
}

export const encodeCursor = (cursor: Cursor): string => byTime.encode([cursor.atMs, cursor.id]);

/** Cursors come from outside and are not trusted: anything malformed is a 400 on the field `cursor`. */
export function decodeCursor(text: string): Cursor {
  const [atMs, id] = byTime.decode(text);
  return { atMs, id };
}

/** The page's own rows and the cursor of the next page, from `limit + 1` rows read. */
export function page<T>(
  rows: T[],
  limit: number,
  key: (row: T) => Cursor,
): { items: T[]; nextCursor: string | null } {
  return pageBy(rows, limit, (row) => encodeCursor(key(row)));
}

/** The same for a list with a cursor of its own shape. */
export function pageBy<T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
