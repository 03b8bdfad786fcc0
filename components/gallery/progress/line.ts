import { hasEnded } from "@/lib/generations/rules";
import type { GenerationView } from "@/lib/generations/schema";

/** Where a waiting generation stands: how many are before it, and how many its plan runs at once. */
export interface Line {
  ahead: number;
  slots: number;
  plan: "free" | "pro" | "enterprise";
}

/** Whether it has to wait for others, which may take long. */
export const waitsInLine = (view: GenerationView, { ahead, slots }: Line): boolean =>
  view.status === "queued" && ahead >= slots;

/** How many generations must end or make room before this waiting one; the feed is newest first. */
export function aheadOf(feed: readonly GenerationView[], id: string): number {
  const index = feed.findIndex((view) => view.id === id);
  return index < 0 ? 0 : feed.slice(index + 1).filter((view) => !hasEnded(view.status)).length;
}
