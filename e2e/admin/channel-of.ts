import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema";

/** The first way of a config in the order of its record. */
export async function channelOf(configId: string) {
  const [row] = await db()
    .select()
    .from(channels)
    .where(eq(channels.apiConfigId, configId))
    .orderBy(asc(channels.model), asc(channels.position), asc(channels.id))
    .limit(1);
  if (!row) throw new Error(`${configId} has no way to a model`);
  return row;
}

/** As if a vendor had been out of order there for a while: no test waits until it is. */
export async function openCircuit(id: string): Promise<void> {
  const circuitUntil = new Date(Date.now() + 3_600_000);
  await db()
    .update(channels)
    .set({ circuit: "open", circuitReason: "e2e", circuitUntil, circuitOpens: 1 })
    .where(eq(channels.id, id));
}
