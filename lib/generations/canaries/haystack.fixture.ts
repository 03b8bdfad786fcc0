import fs from "node:fs";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { db } from "@/db/client";
import { storage } from "@/lib/providers/storage/client";

/** Everything in which nothing secret may stand, by where it was found. */
export class Haystack {
  private readonly found = new Map<string, Set<string>>();

  add(where: string, text: string): void {
    const kept = this.found.get(where) ?? new Set<string>();
    this.found.set(where, kept.add(text));
  }

  /** An error with all that hangs on it, also what is not enumerable. */
  addError(where: string, error: unknown): void {
    this.add(where, inspect(error, { depth: 20, showHidden: true, maxStringLength: null }));
  }

  /** All of one kind of place. */
  textOf(where: string): string {
    return [...(this.found.get(where) ?? [])].join("\n");
  }

  places(): string[] {
    return [...this.found.keys()];
  }

  /** The places in which one of the needles stands. */
  search(needles: readonly { name: string; text: string }[]): string[] {
    return this.places().flatMap((where) => {
      const text = this.textOf(where);
      return needles.filter((needle) => text.includes(needle.text)).map(({ name }) => `${name} in ${where}`);
    });
  }
}

type Written = (error: null, bytes: number) => void;
const OUTPUTS = [1, 2];

/** Lets the log lines of this process, and what is written to the console, fall into the haystack instead. */
export function catchLogs(hay: Haystack): () => void {
  const [write, writeSync] = [fs.write.bind(fs), fs.writeSync.bind(fs)];
  const caught = (fd: unknown, data: unknown): number | null => {
    if (!OUTPUTS.includes(Number(fd))) return null;
    hay.add("logs", String(data));
    return Buffer.byteLength(String(data));
  };
  // The log writes to the descriptor, in turn with and without waiting; both have the same first arguments.
  const later = (...given: unknown[]) => {
    const bytes = caught(given[0], given[1]);
    if (bytes === null) return Reflect.apply(write, fs, given);
    const told = given.at(-1) as Written;
    setImmediate(() => told(null, bytes));
  };
  const atOnce = (...given: unknown[]) => caught(given[0], given[1]) ?? Reflect.apply(writeSync, fs, given);
  const spies = [
    vi.spyOn(fs, "write").mockImplementation(later as typeof fs.write),
    vi.spyOn(fs, "writeSync").mockImplementation(atOnce as typeof fs.writeSync),
    ...(["log", "info", "warn", "error", "debug"] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
        for (const word of words) hay.addError("console", word);
      }),
    ),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

/** Adds every row of every table as text, without the one column that holds sealed keys. */
export async function addTables(hay: Haystack, only?: RegExp): Promise<void> {
  const columns = await db().execute<{ table: string; columns: string }>(sql`
    select c.table_name as table, string_agg(quote_ident(c.column_name), ', ') as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and not (c.table_name = 'api_configs' and c.column_name = 'api_key')
    group by c.table_name`);
  for (const { table, columns: names } of columns) {
    if (only && !only.test(table)) continue;
    const rows = await db().execute<{ row: string }>(
      sql.raw(`select row_to_json(t)::text as row from (select ${names} from "${table}") t`),
    );
    for (const { row } of rows) hay.add(`table ${table}`, row);
  }
}

/** Base64 of pieces of every stored picture, in each of the three ways in which a piece can fall into it. */
export async function picturesAsText(): Promise<{ name: string; text: string }[]> {
  const needles: { name: string; text: string }[] = [];
  const { keys } = await storage().list("images/", 1_000);
  for (const key of keys) {
    const bytes = (await storage().get(key)) ?? Buffer.alloc(0);
    // Behind the header, which all pictures of a kind share.
    for (const at of [bytes.length >> 2, bytes.length >> 1])
      for (const shift of [0, 1, 2]) {
        const piece = bytes.subarray(at + shift, at + shift + 48);
        needles.push({ name: `picture ${key}`, text: piece.toString("base64").slice(0, 40) });
        needles.push({ name: `picture ${key}`, text: piece.toString("latin1").slice(0, 24) });
        needles.push({ name: `picture ${key}`, text: piece.toString("hex").slice(0, 48) });
      }
  }
  return needles;
}

/** Long runs of base64: nothing that is written down is that long and has no blank, dot or dash in it. */
export const longBase64 = (text: string): string[] => text.match(/[A-Za-z0-9+/]{200,}/g) ?? [];
