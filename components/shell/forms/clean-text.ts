/** Pasted text may hold control characters and torn surrogates, which the server refuses and nobody means. */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/(?![\n\r\t])\p{Cc}/gu, "")
    .toWellFormed()
    .trim();
