/** How long caches may keep what only crawlers and feed readers ask for, in seconds. */
const SHORT_S = 300;

/** A public text of this site's own making; nothing in it depends on who asks. */
export const answerText = (text: string, type: string): Response =>
  new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": `public, max-age=${SHORT_S}`,
      "x-content-type-options": "nosniff",
    },
  });
