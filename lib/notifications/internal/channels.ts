import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";

/** The NOTIFY channel on which a change of somebody's notifications is told, by the person's id. */
export const NOTICE_CHANNEL = "xintu_notification";
/** The one on which a new delivery is told, by its id. */
export const DELIVERY_CHANNEL = "xintu_delivery";

/** Tells the senders of these deliveries, when the transaction commits. */
export async function wakeSenders(tx: Transaction, ids: readonly string[]): Promise<void> {
  const list = JSON.stringify(ids);
  await tx.execute(
    sql`select pg_notify(${DELIVERY_CHANNEL}, t.id) from json_array_elements_text(${list}::json) as t(id)`,
  );
}

/** Tells the open centres of a person, when the transaction commits, that something changed. */
export async function tellCentres(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${NOTICE_CHANNEL}, ${userId})`);
}
