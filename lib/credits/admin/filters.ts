import { and, eq, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { withinDays } from "@/db/keyset";
import { ledgerEntries } from "@/db/schema";
import type { listAllEntriesInput } from "../schema";

type EntryFilters = Omit<z.infer<typeof listAllEntriesInput>, "cursor" | "limit">;

/** Which movements are asked for; the days are those of Shanghai on which they happened. */
export const entriesBy = ({
  id,
  businessKey,
  subjectId,
  userId,
  kind,
  plan,
  ...days
}: EntryFilters): SQL | undefined =>
  and(
    id === undefined ? undefined : eq(ledgerEntries.id, id),
    businessKey === undefined ? undefined : eq(ledgerEntries.businessKey, businessKey),
    subjectId === undefined ? undefined : eq(ledgerEntries.subjectId, subjectId),
    userId === undefined ? undefined : eq(ledgerEntries.userId, userId),
    kind === undefined ? undefined : eq(ledgerEntries.kind, kind),
    plan === undefined ? undefined : eq(ledgerEntries.plan, plan),
    withinDays(ledgerEntries.createdAt, days),
  );
