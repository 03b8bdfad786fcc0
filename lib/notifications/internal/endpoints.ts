import { and, eq } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import { AppError, notFound } from "@/lib/platform/errors";
import { outboundRules } from "@/lib/platform/outbound/fetch";
import { checkUrl } from "@/lib/platform/outbound/guard";
import type { EndpointRow } from "./views";

const ownEndpoint = (userId: string, id: string) =>
  and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.userId, userId));

/** A person's own endpoint; someone else's is not found. */
export async function findOwnEndpoint(on: Executor, userId: string, id: string): Promise<EndpointRow> {
  const [row] = await on.select().from(webhookEndpoints).where(ownEndpoint(userId, id));
  if (!row) throw notFound("endpoint");
  return row;
}

/** The same, locked until the end of the transaction. */
export async function lockOwnEndpoint(tx: Transaction, userId: string, id: string): Promise<EndpointRow> {
  const [row] = await tx.select().from(webhookEndpoints).where(ownEndpoint(userId, id)).for("update");
  if (!row) throw notFound("endpoint");
  return row;
}

/**
 * An address in normal form that the outbound guard lets pass; what its name resolves to is judged at each call.
 * Throws 400 `address_not_allowed` on the field `url`.
 */
export function checkAddress(url: string): string {
  try {
    return checkUrl(url, outboundRules()).href;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.status, error.code, error.detail, { fields: { url: error.detail } });
  }
}
