/** Who asks for what belongs to the owner. `key` and `device` are the other person's. */
export const askers = ["anonymous", "other", "key", "device", "admin"] as const;
export type Asker = (typeof askers)[number];
