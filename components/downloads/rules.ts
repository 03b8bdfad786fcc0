export const platforms = ["windows", "macos", "android", "ios", "wechat"] as const;
export type Platform = (typeof platforms)[number];

/** Phones get what they see by scanning a code on another screen. */
export const isForPhones = (platform: Platform): boolean =>
  platform === "android" || platform === "ios" || platform === "wechat";

/**
 * The platform that a request comes from, by its user agent; null where there is no client for it. An iPad that asks
 * for desktop pages calls itself a Mac and is taken for one.
 */
export function platformOf(userAgent: string | null): Platform | null {
  const agent = userAgent ?? "";
  if (/MicroMessenger/i.test(agent)) return "wechat";
  if (/iPhone|iPad|iPod/.test(agent)) return "ios";
  if (/Android|HarmonyOS/i.test(agent)) return "android";
  if (/Windows NT/.test(agent)) return "windows";
  return /Macintosh|Mac OS X/.test(agent) ? "macos" : null;
}

/** A client of one platform; `url` is null until it is published. */
export interface Client {
  platform: Platform;
  url: string | null;
}

/** The visitor's own platform first, then what is published, then the rest in the usual order. */
export function inOrder(clients: readonly Client[], own: Platform | null): Client[] {
  const rank = ({ platform, url }: Client) => (platform === own ? 0 : url ? 1 : 2);
  return clients.toSorted((a, b) => rank(a) - rank(b));
}
