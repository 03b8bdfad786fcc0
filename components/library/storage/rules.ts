import type { StorageView } from "@/lib/images/schema";

/** From this share on the storage is called nearly full. */
const NEARLY = 0.9;

export type StorageLevel = "fine" | "nearly" | "full";

/** How full somebody's storage is. */
export function storageLevel({ bytes, quotaBytes }: Pick<StorageView, "bytes" | "quotaBytes">): StorageLevel {
  if (bytes >= quotaBytes) return "full";
  return bytes >= quotaBytes * NEARLY ? "nearly" : "fine";
}

/** The used share in whole percent, at most 100; anything at all counts as one. */
export const usedPercent = ({ bytes, quotaBytes }: Pick<StorageView, "bytes" | "quotaBytes">): number =>
  bytes <= 0 ? 0 : Math.min(100, Math.max(1, Math.floor((bytes / Math.max(1, quotaBytes)) * 100)));
