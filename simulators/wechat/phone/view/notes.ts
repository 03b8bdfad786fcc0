import { escapeHtml } from "./inject";

/** A page of the web view itself, for the person who plays: plain, readable, with one way on. */
export function note(title: string, text: string, links: { href: string; label: string }[] = []): string {
  const ways = links.map(({ href, label }) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
body{margin:0;min-height:100vh;display:grid;place-content:center;justify-items:center;padding:24px;box-sizing:border-box;text-align:center;
font:16px/1.6 system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;background:light-dark(#f7f7f7,#111);color:light-dark(#191919,#e6e6e6)}
h1{font-size:20px;margin:0 0 8px}p{margin:0 0 20px;max-width:30em;color:light-dark(#5c5c5c,#a3a3a3);overflow-wrap:anywhere}
a{display:inline-block;min-height:44px;line-height:44px;padding:0 20px;margin:4px;border-radius:8px;background:light-dark(#e3e3e3,#2c2c2c);color:inherit;text-decoration:none}
</style>
</head>
<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><div>${ways.join("")}</div></body>
</html>`;
}
