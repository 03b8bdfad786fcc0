const DAY_MS = 86_400_000;

/** Whole days that an image still has in the trash, at least 0; a part of a day counts as one. */
export const daysLeft = (deletedAt: string, nowMs: number, keptDays: number): number =>
  Math.max(0, Math.ceil((Date.parse(deletedAt) + keptDays * DAY_MS - nowMs) / DAY_MS));
