import { useFormatter } from "next-intl";

/** What a vendor takes, out of millionths of a yuan, in the reader's language. */
export function useYuan(): (microYuan: number) => string {
  const format = useFormatter();
  return (microYuan) =>
    format.number(microYuan / 1_000_000, {
      ...({ style: "currency", currency: "CNY", currencyDisplay: "narrowSymbol" } as const),
      maximumFractionDigits: 4,
    });
}
