/** An amount of fen as yuan, the same in every language: `¥29`, `¥6.90`, `¥1,298`. Cents stand only where there are any. */
export function formatFen(fen: number): string {
  const sign = fen < 0 ? "-" : "";
  const whole = Math.abs(Math.round(fen));
  const yuan = Math.floor(whole / 100).toString();
  const cents = whole % 100;
  const grouped = yuan.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}¥${grouped}${cents === 0 ? "" : `.${cents.toString().padStart(2, "0")}`}`;
}
