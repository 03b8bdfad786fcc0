/**
 * Text for an element or an attribute of XML 1.0. What the standard has no way to write at all (most control
 * characters, halves of surrogate pairs, two noncharacters) is left out, because one of them makes the whole document
 * unreadable.
 */
export const xmlText = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>';
