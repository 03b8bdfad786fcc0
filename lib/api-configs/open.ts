import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Actor, Ctx } from "@/lib/platform/context";
import type { Connection } from "@/lib/providers/image-provider";
import { connectionOf } from "./internal/connection";

/** A config ready to be called, with its key in clear: never stored, logged or returned by a step. */
export interface OpenedConnection {
  connection: Connection;
  providerId: string;
  type: "image" | "chat" | "vision";
  /** The vendor's name of the model; channels of the platform have their own. */
  model: string;
  isSimulated: boolean;
  /** Null for a config of the platform. */
  userId: string | null;
}

/**
 * Opens a config for a job, for a callback whose signature is to be checked, or one for words for the person who asks with it; null when it is gone. A disabled one
 * opens as well: jobs that began with it end with it. Throws AppError 503 `sealed_unreadable` when the key ring
 * lacks its key.
 */
export async function openConnection(ctx: Ctx, configId: string): Promise<OpenedConnection | null> {
  const [row] = await executor(ctx).select().from(apiConfigs).where(eq(apiConfigs.id, configId));
  if (ctx.actor.kind !== "webhook" && !mayAskWith(ctx.actor, row)) requireJob(ctx.actor);
  if (!row) return null;
  return {
    connection: connectionOf(row),
    providerId: row.provider,
    type: row.type,
    model: row.model,
    isSimulated: row.isSimulated,
    userId: row.userId,
  };
}

/** People ask language models directly, with their own key or the platform's. */
const mayAskWith = (actor: Actor, row: typeof apiConfigs.$inferSelect | undefined): boolean =>
  actor.kind === "user" &&
  (!row || (row.type === "chat" && (row.userId === null || row.userId === actor.userId)));
