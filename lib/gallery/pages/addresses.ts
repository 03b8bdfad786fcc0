import type { Locale } from "@/lib/platform/locale";

/** Where the picture for link previews of a public image stands. */
export const sharePath = (imageId: string): string => `/explore/${imageId}/share.jpg`;

/** Its size in pixels: what every network shows large without cutting. */
export const shareSize = { width: 1200, height: 630 } as const;

/** What people must be told about using the images that others published. */
export const TERMS_PATH = "/legal/terms";

export const authorPath = (username: string): string => `/authors/${encodeURIComponent(username)}`;

/**
 * The feed as it is linked and names itself. The language stands in the address, because a hosted reader fetches an
 * address once for all its people and knows of no page that they came from.
 */
export const feedPath = (language: Locale): string => `/explore/feed.xml?lang=${language}`;
