import { type DecisionReason, decisionReasons, type PublicationView } from "../../schema";
import { canAppeal } from "../moves";
import type { PublicationRow } from "./lock";

/** The reason as the gallery knows it; null for none. */
export const toReason = (text: string | null): DecisionReason | null =>
  decisionReasons.find((reason) => reason === text) ?? null;

export const toPublicationView = (row: PublicationRow): PublicationView => ({
  imageId: row.imageId,
  state: row.state,
  submittedAt: row.submittedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
  publishedAt: row.state === "public" ? (row.publishedAt?.toISOString() ?? null) : null,
  reason: toReason(row.reason),
  note: row.note || null,
  appealedAt: row.appealedAt?.toISOString() ?? null,
  canAppeal: canAppeal(row),
});
