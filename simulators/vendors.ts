/** The vendors that have a simulator, by the names of their folders. */
export const vendors = ["openai", "replicate", "stability", "midjourney", "bailian", "a1111"] as const;
export type Vendor = (typeof vendors)[number];

/**
 * Everything that is simulated: the image vendors, WeChat, the web view of the phone that plays in it, and a server of
 * somebody's own that is told by webhooks.
 */
export const simulated = [...vendors, "wechat", "phone", "receiver"] as const;
export type Simulated = (typeof simulated)[number];

/** What `main.ts` prints in front of its addresses when every simulator listens. */
export const READY = "ready ";
