import { z } from "zod";
import type { CsvCell } from "../text/csv";
import { businessDay, endOfBusinessDay, startOfBusinessDay } from "../time";

const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** A calendar day in Shanghai of this millennium: far ones are written in ways that the database does not read. */
export const panelDay = z.iso.date().regex(/^2/);

/** The days of a list, both included; each may be missing. */
export const panelDays = { from: panelDay.optional(), to: panelDay.optional() };

/** A stretch of days in Shanghai, both included, at most 92 of them. */
export const exportDays = z
  .strictObject({ from: panelDay, to: panelDay })
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

/** The last day that a file can end with which begins with this one; null for what is no day. */
export function latestExportDay(from: string): string | null {
  if (!panelDay.safeParse(from).success) return null;
  return businessDay(new Date(startOfBusinessDay(from).getTime() + (MOST_DAYS - 1) * DAY_MS));
}

/**
 * The days that stand in the form below a list with these days, of which each may be missing: the list's own, from their
 * beginning on as far as one file goes.
 */
export function exportSpan(list: Partial<ExportDays>, last: ExportDays): ExportDays {
  const from = list.from ?? (list.to === undefined || last.from <= list.to ? last.from : list.to);
  const isToCome = list.to === undefined && last.to < from;
  const to = isToCome ? from : (list.to ?? last.to);
  const latest = latestExportDay(from);
  return { from, to: latest !== null && latest < to ? latest : to };
}

/** Most rows of one file; more are for a shorter stretch of days. */
export const MAX_EXPORT_ROWS = 100_000;

export const exportName = (what: string, { from, to }: ExportDays): string =>
  `xintu-${what}-${from}-${to}.csv`;

/** Of the rows of each part only their cells. */
export async function* toCells(
  parts: AsyncIterable<readonly { cells: readonly CsvCell[] }[]>,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  for await (const part of parts) yield part.map(({ cells }) => cells);
}
