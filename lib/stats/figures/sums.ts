import type { FigureName } from "./names";

/** A figure of one day, added up by the first part of what it is split by. */
export interface DaySum {
  day: string;
  figure: string;
  part: string;
  value: number;
}

/** The sums of some days out of those that were read. */
export class Sums {
  private readonly rows: readonly DaySum[];

  constructor(
    rows: readonly DaySum[],
    readonly days: readonly string[],
  ) {
    const wanted = new Set(days);
    this.rows = rows.filter((row) => wanted.has(row.day));
  }

  /** Over all days; of one part of the split, or of all. */
  of(figure: FigureName, part?: string): number {
    let sum = 0;
    for (const row of this.rows)
      if (row.figure === figure && (part === undefined || row.part === part)) sum += row.value;
    return sum;
  }

  /** As it was on the last of the days that has it. */
  last(figure: FigureName): number {
    let found: DaySum | undefined;
    for (const row of this.rows)
      if (row.figure === figure && (found === undefined || row.day > found.day)) found = row;
    return found?.value ?? 0;
  }

  /** Whether any of the days has it. */
  has = (figure: FigureName): boolean => this.rows.some((row) => row.figure === figure);

  /** Over all days, by the parts of the split. */
  split(figure: FigureName): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const row of this.rows)
      if (row.figure === figure) sums[row.part] = (sums[row.part] ?? 0) + row.value;
    return sums;
  }

  byState = (): Record<string, number> => this.split("generations.ended");
}
