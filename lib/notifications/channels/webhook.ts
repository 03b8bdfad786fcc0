import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { webhookEndpoints } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { ClaimedDelivery, Outcome } from "../deliveries/outcome";
import { openSecrets } from "../internal/secrets";
import { TEST_KIND } from "../rules";
import { postWebhook } from "./post-webhook";

/** One try of a delivery to an endpoint. One that is switched off gets nothing but the tests of its owner. */
export async function sendWebhook(ctx: Ctx, { endpointId, notice }: ClaimedDelivery): Promise<Outcome> {
  const [endpoint] = await db()
    .select({
      id: webhookEndpoints.id,
      url: webhookEndpoints.url,
      sealed: webhookEndpoints.secretSealed,
      disabledAt: webhookEndpoints.disabledAt,
    })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId ?? ""));
  if (!endpoint || (endpoint.disabledAt !== null && notice.kind !== TEST_KIND))
    return { state: "dropped", error: "endpoint_off" };
  const secrets = secretsOf(endpoint, ctx.now);
  if (secrets === null) return { state: "failed", error: "secret_unreadable" };
  const { id, kind, createdAt, data } = notice;
  const body = JSON.stringify({ id, kind, createdAt: createdAt.toISOString(), data });
  return postWebhook({ url: endpoint.url, secrets, id, body, now: ctx.now });
}

function secretsOf({ id, sealed }: { id: string; sealed: string }, now: Date): string[] | null {
  try {
    return openSecrets(sealed, id, now);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
