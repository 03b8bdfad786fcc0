import { useLocale } from "next-intl";

const units = ["B", "KB", "MB", "GB", "TB"] as const;

/** A number of bytes in the largest unit that leaves at least 1, counted by 1024. */
export function bytesIn(bytes: number): { value: number; unit: (typeof units)[number] } {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return { value: bytes / 1024 ** step, unit: units[step] ?? "B" };
}

/** Writes a size as people read it: `1.2 GB`, `840 KB`. */
export function bytesText(bytes: number, locale: string): string {
  const { value, unit } = bytesIn(bytes);
  const maximumFractionDigits = value < 10 && unit !== "B" ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)} ${unit}`;
}

/** The same in the reader's language. */
export function useBytesText(): (bytes: number) => string {
  const locale = useLocale();
  return (bytes) => bytesText(bytes, locale);
}
