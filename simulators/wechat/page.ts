import type { SimReply } from "@/simulators/kit/server";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** One of WeChat's own small pages. The body is HTML. */
export const page = (title: string, body: string, status = 200): SimReply => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>body{font:17px/1.6 -apple-system,"PingFang SC",sans-serif;margin:15vh auto;max-width:22rem;padding:0 1rem;text-align:center;color:#1a1a1a}h1{font-size:1.15rem}button{display:block;width:100%;margin:.6rem 0;padding:.7rem;border:0;border-radius:.5rem;background:#07c160;color:#fff;font:inherit}a{color:#576b95}</style><body>${body}</body></html>`,
});
