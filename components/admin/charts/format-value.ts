/** How a chart writes its numbers. */
export type ValueFormat = "number" | "fen" | "ms" | "bytes";

const steps = ["B", "KB", "MB", "GB", "TB"];

/** A number for people: fen as yuan, milliseconds as seconds where they are many, bytes by powers of 1024. */
export function formatValue(value: number, format: ValueFormat, locale: string): string {
  const write = (amount: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
  if (format === "fen") return `¥${write(value / 100, 2)}`;
  if (format === "ms") return value >= 1_000 ? `${write(value / 1_000, 1)} s` : `${write(value, 0)} ms`;
  if (format === "bytes") {
    const step = value > 0 ? Math.min(steps.length - 1, Math.floor(Math.log2(value) / 10)) : 0;
    return `${write(value / 1024 ** step, 1)} ${steps[step]}`;
  }
  return write(value, 0);
}
