import type { SpokenNotice } from "../deliveries/outcome";

export interface NoticeMail {
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** A notice as a mail: the same words as plain text and as simple HTML that every reader shows. */
export function noticeMail({
  words,
  locale,
  link,
  settingsLink,
}: {
  words: SpokenNotice;
  locale: string;
  link: string;
  settingsLink: string;
}): NoticeMail {
  const { title, body, open, because, settings } = words;
  const text = [body, `${open}: ${link}`, "--", `${because}\n${settings}: ${settingsLink}`].join("\n\n");
  const html = [
    `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    '<body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.6">',
    '<div style="max-width:560px;margin:0 auto">',
    `<h1 style="margin:0 0 12px;font-size:20px">${escaped(title)}</h1>`,
    `<p style="margin:0 0 16px">${escaped(body)}</p>`,
    `<p style="margin:0 0 24px"><a href="${escaped(link)}">${escaped(open)}</a></p>`,
    `<p style="margin:0;font-size:13px">${escaped(because)} <a href="${escaped(settingsLink)}">${escaped(settings)}</a></p>`,
    "</div></body></html>",
  ].join("");
  return { subject: title, text, html, headers: { "List-Unsubscribe": `<${settingsLink}>` } };
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? "");
