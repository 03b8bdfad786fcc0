import { businessDay } from "@/lib/platform/time";

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const inShanghai = (at: Date): string => new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString();

/** `2026-06-08T10:34:56+08:00` */
export const rfc3339 = (at: Date): string => `${inShanghai(at).slice(0, 19)}+08:00`;

/** `2026-06-08 10:34:56` */
export const billTime = (at: Date): string => inShanghai(at).slice(0, 19).replace("T", " ");

/** `20260608103456` */
export const timeDigits = (at: Date): string => inShanghai(at).slice(0, 19).replaceAll(/\D/g, "");

/** `20260608` */
export const dayDigits = (at: Date): string => businessDay(at).replaceAll("-", "");

/** The hour of the day in Shanghai, 0 to 23. */
export const hourInShanghai = (at: Date): number => Number(inShanghai(at).slice(11, 13));
