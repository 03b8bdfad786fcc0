import { z } from "zod";
import { panelDays } from "@/lib/platform/http/export-days";
import { plainText } from "@/lib/platform/http/plain-text";

export const listAuditInput = z.strictObject({
  /** An id, an e-mail address or a name of whoever acted, or the name of a job. */
  actor: plainText(120).optional(),
  /** The id of what was written. */
  subject: plainText(120).optional(),
  action: z
    .string()
    .regex(/^[a-z0-9._-]{1,80}$/)
    .optional(),
  /** The id of the request that wrote. */
  request: z
    .string()
    .regex(/^[\w.:-]{1,64}$/)
    .optional(),
  /** Days of Shanghai, both included. */
  ...panelDays,
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});
export const auditLineIdInput = z.strictObject({ id: z.string().regex(/^aud_[0-9a-z]{26}$/) });

/** One write as the panel shows it. */
export const auditLineView = z.object({
  id: z.string(),
  action: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  /** The person's name; null where it was no person or they are gone. */
  actorName: z.string().nullable(),
  /** From where; empty for jobs. */
  address: z.string(),
  subjectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  requestId: z.string(),
  createdAt: z.iso.datetime(),
});
export type AuditLineView = z.infer<typeof auditLineView>;
export const auditPage = z.object({ items: z.array(auditLineView), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPage>;
