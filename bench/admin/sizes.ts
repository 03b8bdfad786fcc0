/** 1 for the sizes that are promised; less for trying the benchmark itself. */
export const SCALE = Number(process.env.BENCH_SCALE ?? 1);
const sized = (rows: number): number => Math.max(100, Math.round(rows * SCALE));

export const USERS = sized(200_000);
export const GENERATIONS = sized(1_000_000);
export const REQUESTS = sized(10_000_000);
export const ORDERS = sized(200_000);
export const IMAGES = sized(300_000);

/** A model of three generations, which lie in the days that the reads ask for. */
export const RARE = "rare-1";
export const rareOnes = [0.7, 0.8, 0.9].map((part) => Math.round(GENERATIONS * part));

export type Run = (text: string) => Promise<unknown>;

/** `gen_000…` of a number, or of an expression. */
export const idOf = (prefix: string, n: string): string => `'${prefix}_' || lpad((${n})::text, 26, '0')`;
/** Somebody: a few people do far more than most. */
export const somebody = idOf("usr", `floor(power(random(), 3) * ${USERS})::int`);
/** A moment of the last year; the numbers 1 to `rows` go through it evenly. */
export const moment = (n: string, rows: number): string =>
  `date_trunc('milliseconds', now() - interval '365 days' * (1 - (${n})::float8 / ${rows}))`;
