import type { Metadata } from "next";
import { getLocale } from "next-intl/server";
import { type LegalName, legalDocuments } from "@/components/legal/documents";
import type { LegalFacts, LegalText } from "@/components/legal/text";
import { SESSION_MAX_AGE_S } from "@/lib/entry/session/token";
import { TRASH_DAYS } from "@/lib/images/rules";
import { GRACE_MS } from "@/lib/membership/rules";
import { DELIVERY_DAYS, NOTICE_DAYS } from "@/lib/notifications/rules";
import { env } from "@/lib/platform/env";

const DAY_S = 86_400;

/** What the texts say of this site: the operator's words, and the numbers of the rules that are applied. */
function legalFacts(): LegalFacts {
  const { SITE_OPERATOR_NAME, SITE_CONTACT_EMAIL, APP_URL, LABEL_TEXT } = env();
  return {
    operatorName: SITE_OPERATOR_NAME ?? null,
    contactEmail: SITE_CONTACT_EMAIL ?? null,
    siteUrl: new URL(APP_URL).origin,
    labelText: LABEL_TEXT,
    trashDays: TRASH_DAYS,
    graceDays: GRACE_MS / (DAY_S * 1000),
    sessionDays: SESSION_MAX_AGE_S / DAY_S,
    noticeDays: NOTICE_DAYS,
    deliveryDays: DELIVERY_DAYS,
  };
}

/** One text in the language of the request. */
export const readLegalText = async (name: LegalName): Promise<LegalText> =>
  legalDocuments[name][await getLocale()](legalFacts());

export async function legalMetadata(name: LegalName): Promise<Metadata> {
  const { title, summary } = await readLegalText(name);
  return { title, description: summary };
}
