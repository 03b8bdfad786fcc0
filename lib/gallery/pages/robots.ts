/** What is nobody's to find by a search: people's own rooms, links that were given to somebody, and machines' doors. */
const closed = [
  "/admin",
  "/api/",
  "/create",
  "/credits",
  "/edit",
  "/history",
  "/library",
  "/m/",
  // A download costs the labelling of a file, and would count as one.
  "/media/*/download",
  "/notifications",
  "/recover",
  "/reset",
  "/s/",
  "/settings",
  "/sign-in",
  "/sign-up",
] as const;

/** robots.txt as RFC 9309 has it, with the sitemap; `base` is the site's own address. */
export const robotsText = (base: string): string =>
  [
    "User-agent: *",
    "Allow: /",
    ...closed.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${new URL("/sitemap.xml", base).href}`,
    "",
  ].join("\n");
