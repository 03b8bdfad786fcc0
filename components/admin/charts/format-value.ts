import { bytesText } from "@/components/gallery/text/bytes";

/** How a chart writes its numbers. */
export type ValueFormat = "number" | "fen" | "ms" | "bytes" | "share";

/** A number for people: fen as yuan, milliseconds as seconds where they are many, bytes in the unit that fits. */
export function formatValue(value: number, format: ValueFormat, locale: string): string {
  const write = (amount: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
  if (format === "fen") return `¥${write(value / 100, 2)}`;
  if (format === "ms") return value >= 1_000 ? `${write(value / 1_000, 1)} s` : `${write(value, 0)} ms`;
  if (format === "share") return `${write(value * 100, 1)} %`;
  if (format === "bytes") return bytesText(value, locale);
  return write(value, 0);
}
