import type { Locale } from "@/lib/platform/locale";
import { privacyEn } from "./privacy/en";
import { privacyZh } from "./privacy/zh";
import { refundsEn } from "./refunds/en";
import { refundsZh } from "./refunds/zh";
import { termsEn } from "./terms/en";
import { termsZh } from "./terms/zh";
import type { LegalDocument } from "./text";

export const legalDocuments = {
  terms: { "zh-CN": termsZh, en: termsEn },
  privacy: { "zh-CN": privacyZh, en: privacyEn },
  refunds: { "zh-CN": refundsZh, en: refundsEn },
} as const satisfies Record<string, Record<Locale, LegalDocument>>;

export type LegalName = keyof typeof legalDocuments;

export const legalNames = Object.keys(legalDocuments) as LegalName[];
