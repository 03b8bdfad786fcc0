/** The flat XML of official accounts, in the exact shapes that WeChat sends and takes. */

const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

/** Numbers stand bare, texts in CDATA. */
export const element = (name: string, value: string | number): string =>
  `<${name}>${typeof value === "number" ? value : cdata(value)}</${name}>`;

export const document = (...elements: string[]): string => `<xml>${elements.join("")}</xml>`;

const SECTION = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const BARE = /[^<]*/y;
const entities: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
};

/** The elements of `<xml>…</xml>` one level deep; null for anything else, elements that stand twice included. */
export function readDocument(text: string): Map<string, string> | null {
  const inner = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1];
  if (inner === undefined) return null;
  const found = new Map<string, string>();
  let at = 0;
  while (at < inner.length) {
    const gap = matchAt(/\s*/y, inner, at);
    at += gap?.[0].length ?? 0;
    if (at >= inner.length) break;
    const start = matchAt(/<([A-Za-z]+)>/y, inner, at);
    if (!start?.[1] || found.has(start[1])) return null;
    const content = readContent(inner, at + start[0].length);
    const end = `</${start[1]}>`;
    if (!inner.startsWith(end, content.end)) return null;
    found.set(start[1], content.text);
    at = content.end + end.length;
  }
  return found;
}

function readContent(text: string, from: number): { text: string; end: number } {
  let [content, at] = ["", from];
  for (;;) {
    const section = matchAt(SECTION, text, at);
    const bare = section ? null : matchAt(BARE, text, at);
    if (section) content += section[1] ?? "";
    else
      content += (bare?.[0] ?? "").replaceAll(/&(lt|gt|amp|quot|apos);/g, (name) => entities[name] ?? name);
    const length = (section ?? bare)?.[0].length ?? 0;
    if (length === 0) return { text: content.trim(), end: at };
    at += length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
