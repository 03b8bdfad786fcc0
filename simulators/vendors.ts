/** The vendors that have a simulator, by the names of their folders. */
export const vendors = ["openai", "replicate", "stability", "midjourney", "bailian", "a1111"] as const;
export type Vendor = (typeof vendors)[number];

/** What `main.ts` prints in front of its addresses when every simulator listens. */
export const READY = "ready ";
