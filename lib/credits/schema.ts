import { z } from "zod";
import { userPlans } from "@/lib/accounts/schema";
import { exportDays, panelDays } from "@/lib/platform/http/export-days";
import { plainText } from "@/lib/platform/http/plain-text";

const credits = z.number().int().min(1).max(100_000_000);
const userId = z.string().regex(/^usr_[0-9a-z]{26}$/);
const key = z.string().min(3).max(200);

export const grantSources = ["welcome", "membership", "purchase", "adjustment", "promotion"] as const;

export const grantCreditsInput = z.strictObject({
  userId,
  amount: credits,
  source: z.enum(grantSources),
  /** Null never expires: bought credits. */
  expiresAt: z.date().nullable(),
  businessKey: key,
  reason: z.string().max(500).optional(),
});

export const reserveCreditsInput = z.strictObject({ userId, subjectId: key, amount: credits });
export const settleCreditsInput = z.strictObject({
  subjectId: key,
  /** What to charge; the rest of the reservation goes back. */
  charge: z.number().int().min(0).max(100_000_000),
});
export const releaseCreditsInput = z.strictObject({ subjectId: key });
export const expireCreditsInput = z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) });
export const adjustCreditsInput = z.strictObject({
  userId,
  amount: z
    .number()
    .int()
    .min(-100_000_000)
    .max(100_000_000)
    .refine((amount) => amount !== 0, "must not be 0"),
  reason: plainText(500).min(3),
  idempotencyKey: plainText(100).min(8),
});

/** Credits that an admin gives or takes: a positive number, and why. */
export const creditAmountInput = z.strictObject({
  userId,
  amount: credits,
  reason: plainText(500).min(3),
  idempotencyKey: plainText(100).min(8),
});
export const refundCreditsInput = z.strictObject({
  /** The job, e.g. a generation's id. */
  subjectId: key,
  amount: credits,
  reason: plainText(500).min(3),
  idempotencyKey: plainText(100).min(8),
});

export const revokeCreditsInput = z.strictObject({
  userId,
  /** The business keys of the grants from which to take. */
  grantKeys: z.array(key).max(200),
  amount: credits,
  /** False refuses when the grants hold less; true takes what is there. */
  partial: z.boolean(),
  businessKey: key,
  subjectId: key,
  reason: z.string().max(500).optional(),
});

/** What a closed reservation cost. */
export const receiptView = z.object({
  reserved: z.number().int(),
  charged: z.number().int(),
  returned: z.number().int(),
});
export type ReceiptView = z.infer<typeof receiptView>;

export const balanceView = z.object({
  available: z.number().int(),
  reserved: z.number().int(),
  /** Available credits by expiry, earliest first; null never expires. */
  byExpiry: z.array(
    z.object({
      expiresAt: z.iso.datetime().nullable(),
      amount: z.number().int(),
      source: z.enum(grantSources),
    }),
  ),
});
export type BalanceView = z.infer<typeof balanceView>;

export const ledgerEntryKinds = [
  "grant",
  "reserve",
  "settle",
  "release",
  "expire",
  "adjust",
  "revoke",
] as const;
export const ledgerEntryView = z.object({
  id: z.string(),
  kind: z.enum(ledgerEntryKinds),
  /** Change of the available and of the reserved credits by this entry. */
  available: z.number().int(),
  reserved: z.number().int(),
  subjectId: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type LedgerEntryView = z.infer<typeof ledgerEntryView>;

export const listLedgerInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const ledgerPage = z.object({ items: z.array(ledgerEntryView), nextCursor: z.string().nullable() });
export type LedgerPage = z.infer<typeof ledgerPage>;

const entryFilters = {
  /** One movement. */
  id: z
    .string()
    .regex(/^led_[0-9a-hjkmnp-tv-z]{26}$/)
    .optional(),
  userId: userId.optional(),
  kind: z.enum(ledgerEntryKinds).optional(),
  /** Settlements of people who had this plan then. */
  plan: z.enum(userPlans).optional(),
  /** What the movement is about: a job's id, an order's. */
  subjectId: plainText(200).min(1).optional(),
  businessKey: plainText(200).min(1).optional(),
};
export const exportLedgerInput = exportDays.safeExtend(entryFilters);
export const listAllEntriesInput = z.strictObject({
  ...entryFilters,
  ...panelDays,
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});
/** A movement with both of its sides; the lines sum to zero. */
export interface LedgerRecordView {
  id: string;
  kind: (typeof ledgerEntryKinds)[number];
  userId: string;
  username: string;
  subjectId: string | null;
  /** Of a settlement: what the person had then. */
  plan: (typeof userPlans)[number] | null;
  businessKey: string;
  reason: string | null;
  actor: { kind: string; id: string };
  requestId: string;
  createdAt: string;
  lines: { account: string; amount: number }[];
}
export interface LedgerRecordPage {
  items: LedgerRecordView[];
  nextCursor: string | null;
}

export const requestLedgerCheckInput = z.strictObject({ reason: plainText(500).min(3) });
/** How a recomputation of the whole ledger came out. */
export interface LedgerCheckView {
  id: string;
  at: string;
  entries: number;
  differences: number;
  /** The first of them. */
  first: { check: string; subject: string; stored: number; computed: number }[];
}
export interface LedgerChecksView {
  /** Somebody asked for one that has not answered yet. */
  isRunning: boolean;
  items: LedgerCheckView[];
}
export type LedgerCheckRefusal = { ok: false; reason: "ledger_check_running" };

/** Expected refusals of this module. */
export type CreditRefusal = { ok: false; reason: "not_enough_credits"; available: number; needed: number };
