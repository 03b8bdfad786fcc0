import { sha256Hex } from "@/lib/platform/crypto";

/**
 * How long caches may keep what only crawlers ask for, in seconds. Such a text holds addresses
 * and nothing of what stands there: an image that is taken down meanwhile is named by its id for some minutes more,
 * and its address answers 404.
 */
const SHORT_S = 300;

const headersOf = (type: string, cacheControl: string) => ({
  "content-type": `${type}; charset=utf-8`,
  "cache-control": cacheControl,
  "x-content-type-options": "nosniff",
});

/** A public text of this site's own making, without anybody's work in it; nothing in it depends on who asks. */
export const answerText = (text: string, type: string): Response =>
  new Response(text, { headers: headersOf(type, `public, max-age=${SHORT_S}`) });

/**
 * A public text with people's prompts and names in it, which may be taken back at any moment: every cache asks before
 * it answers again, and who has the text already is told so in a 304. `vary` names the header of the request that decided, where one did.
 */
export function answerPublishedText(
  request: Request,
  text: string,
  type: string,
  vary?: "accept-language",
): Response {
  const etag = `"${sha256Hex(text).slice(0, 32)}"`;
  const headers = { ...headersOf(type, "public, no-cache"), etag, ...(vary ? { vary } : {}) };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, "") === etag))
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
