import type { shareDays } from "./schema";

/** Most links of one person that work at the same time. */
export const MAX_LIVE_LINKS = 200;
/** How long a password that was given opens a link in that browser. */
export const UNLOCKED_S = 12 * 3_600;

export interface LinkState {
  revokedAt: Date | null;
  expiresAt: Date | null;
}

/** Whether a link works at a moment. */
export const isLive = (link: LinkState, now: Date): boolean =>
  link.revokedAt === null && (link.expiresAt === null || link.expiresAt > now);

/** The end of a link that is made to work for some days; null for none. */
export const endOf = (days: (typeof shareDays)[number] | null | undefined, now: Date): Date | null =>
  days ? new Date(now.getTime() + days * 86_400_000) : null;

/** What a proof that a password was given is about: another version is another password. */
export const proofSubject = (link: { id: string; version: number }): string => `${link.id}.${link.version}`;
