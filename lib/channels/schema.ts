import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";
import { operations, type Tier, tiers } from "@/lib/providers/model-capabilities";

export const channelId = z.string().regex(/^chn_[0-9a-z]{26}$/);
const reason = plainText(500).min(3);

export const updateChannelInput = z.strictObject({
  id: channelId,
  /** Lower ones are asked first. */
  position: z.number().int().min(0).max(1_000),
  /** How often it comes first among those of its position. */
  weight: z.number().int().min(1).max(1_000),
  maxConcurrent: z.number().int().min(1).max(1_000),
  maxPerMinute: z.number().int().min(1).max(100_000),
  isEnabled: z.boolean(),
  reason,
});
export const resetCircuitInput = z.strictObject({ id: channelId, reason });

/** One way of the platform to a model. */
export const channelView = z.object({
  id: z.string(),
  configId: z.string(),
  configName: z.string(),
  model: z.string(),
  vendorModel: z.string(),
  position: z.number().int(),
  weight: z.number().int(),
  maxConcurrent: z.number().int(),
  maxPerMinute: z.number().int(),
  isEnabled: z.boolean(),
  circuit: z.enum(["closed", "open", "half_open"]),
  circuitReason: z.string().nullable(),
  circuitUntil: z.iso.datetime().nullable(),
});
export type ChannelView = z.infer<typeof channelView>;

export const editOperations = operations.filter((operation) => operation !== "generate");
export type EditName = (typeof editOperations)[number];

/** Credits for one picture. */
const price = z.number().int().min(1).max(100_000);
/** The field of a form for a tier's price, or an operation's. */
export const tierField = (tier: Tier) => `tier_${tier}` as const;
export const editField = (operation: EditName) => `edit_${operation}` as const;
const fields = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, price.optional()])) as Record<K, z.ZodOptional<typeof price>>;

/** All terms of a model at once: what is absent is as the catalogue says. */
export const updateModelTermsInput = z.strictObject({
  model: z.string().regex(/^[\w./:-]{1,80}$/),
  isOffered: z.boolean(),
  /** Place in the composer, from 0. */
  position: z.number().int().min(0).max(1_000).optional(),
  /** What the vendor takes for a picture, in millionths of a yuan. */
  costMicroYuan: z.number().int().min(0).max(1_000_000_000).optional(),
  ...fields(tiers.map(tierField)),
  ...fields(editOperations.map(editField)),
  reason,
});

/** What is asked for a model's pictures. */
export interface Prices {
  /** By tier. */
  images: Partial<Record<Tier, number>>;
  /** By operation; one without a price of its own costs what the tier costs. */
  edits: Partial<Record<EditName, number | null>>;
}

/** What a model of the catalogue is called, and whose it is. */
export type ModelNameView = Pick<ModelTermsView, "id" | "provider" | "name">;

/** A model of the catalogue with what the operator has set about it. */
export interface ModelTermsView {
  id: string;
  provider: string;
  name: { zh: string; en: string };
  note: { zh: string; en: string };
  isOffered: boolean;
  /** False where nothing of the platform's leads to it, or all of it is switched off. */
  isReachable: boolean;
  position: number | null;
  /** In force now. */
  prices: Prices;
  /** What the catalogue says; the same where nothing is set. */
  catalogue: Prices;
  costMicroYuan: number | null;
  /** Ways of the platform that are switched on, and all. */
  channels: { enabled: number; all: number };
  updatedAt: string | null;
  /** What the form may ask of the model. */
  parameters: {
    ratios: string[];
    tiers: Tier[];
    qualities: { name: string; percent: number }[];
    minCount: number;
    maxCount: number;
    maxPerCall: number;
    maxPromptChars: number;
    negativePrompt: boolean;
    seed: boolean;
    maxReferences: number;
    promptLanguage: "en" | null;
    chargesOnRefusal: "yes" | "no" | "unknown";
    edits: { name: EditName; prompt: string; strength: boolean; maxCount: number }[];
  };
}
