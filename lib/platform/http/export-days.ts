import { z } from "zod";
import type { CsvCell } from "../text/csv";
import { businessDay, endOfBusinessDay, startOfBusinessDay } from "../time";

const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** A calendar day in Shanghai of this millennium: far ones are written in ways that the database does not read. */
const day = z.iso.date().regex(/^2/);

/** The days of a list, both included; each may be missing. */
export const panelDays = { from: day.optional(), to: day.optional() };

/** A stretch of days in Shanghai, both included, at most 92 of them. */
export const exportDays = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "is before the beginning" })
  .refine(
    ({ from, to }) =>
      endOfBusinessDay(to).getTime() - startOfBusinessDay(from).getTime() <= MOST_DAYS * DAY_MS,
    {
      path: ["from"],
      message: `at most ${MOST_DAYS} days`,
    },
  );
export type ExportDays = z.infer<typeof exportDays>;

/** The thirty days in Shanghai that end with this moment's. */
export const lastDays = (now: Date): ExportDays => ({
  from: businessDay(new Date(now.getTime() - 29 * DAY_MS)),
  to: businessDay(now),
});

/** Most rows of one file; more are for a shorter stretch of days. */
export const MAX_EXPORT_ROWS = 100_000;

/** From which moment on and before which. */
export const within = ({ from, to }: ExportDays): { since: Date; before: Date } => ({
  since: startOfBusinessDay(from),
  before: endOfBusinessDay(to),
});

export const exportName = (what: string, { from, to }: ExportDays): string =>
  `xintu-${what}-${from}-${to}.csv`;

/** Of the rows of each part only their cells. */
export async function* toCells(
  parts: AsyncIterable<readonly { cells: readonly CsvCell[] }[]>,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  for await (const part of parts) yield part.map(({ cells }) => cells);
}
