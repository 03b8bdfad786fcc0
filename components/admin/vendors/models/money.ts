/** Millionths of a yuan as yuan, with as many digits as small costs need. */
export const yuan = (microYuan: number, locale: string): string =>
  `¥${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(microYuan / 1_000_000)}`;
