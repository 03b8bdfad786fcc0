/** What the texts say of this site and of the rules it runs by; numbers come from the code that applies them. */
export interface LegalFacts {
  /** The company or person that runs the site; null where the operator has not said. */
  operatorName: string | null;
  contactEmail: string | null;
  /** The address under which people reach the site. */
  siteUrl: string;
  /** The visible label on pictures. */
  labelText: string;
  trashDays: number;
  /** How long a plan and monthly credits stay after their end. */
  graceDays: number;
  sessionDays: number;
  noticeDays: number;
  deliveryDays: number;
}

/** A paragraph, or a list of points. */
export type LegalBlock = string | readonly string[];

export interface LegalSection {
  /** The section's anchor, the same in every language. */
  id: string;
  title: string;
  blocks: readonly LegalBlock[];
}

export interface LegalText {
  title: string;
  /** What the text comes down to, in one or two sentences. */
  summary: string;
  sections: readonly LegalSection[];
}

export type LegalDocument = (facts: LegalFacts) => LegalText;

/** The day since which the three texts hold as they are; it changes with every change of what they say. */
export const LEGAL_VERSION = "2026-11-22";
