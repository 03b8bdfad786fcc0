import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { db, type Transaction } from "./client";

/**
 * Runs `work` while another transaction holds an image, and `meanwhile` in that transaction as soon as `work` waits for
 * it. Answers what became of `work` after the transaction has ended.
 */
export const withHeldImage = <T>(
  imageId: string,
  work: () => Promise<T>,
  meanwhile: (tx: Transaction) => Promise<unknown>,
): Promise<PromiseSettledResult<T>> =>
  withHeld(sql`select id from generated_images where id = ${imageId} for update`, work, meanwhile);

/** The same for an account. */
export const withHeldUser = <T>(
  userId: string,
  work: () => Promise<T>,
  meanwhile: (tx: Transaction) => Promise<unknown>,
): Promise<PromiseSettledResult<T>> =>
  withHeld(sql`select id from users where id = ${userId} for no key update`, work, meanwhile);

async function withHeld<T>(
  hold: SQL,
  work: () => Promise<T>,
  meanwhile: (tx: Transaction) => Promise<unknown>,
): Promise<PromiseSettledResult<T>> {
  const state: { working?: Promise<PromiseSettledResult<T>[]> } = {};
  await db().transaction(async (tx) => {
    await tx.execute(hold);
    state.working = Promise.allSettled([work()]);
    let isOver = false;
    state.working.then(() => {
      isOver = true;
    });
    while (!isOver && (await countWaiting()) === 0) await sleep(5);
    if (isOver) throw new Error("It did not wait for what is held.");
    await meanwhile(tx);
  });
  const [result] = (await state.working) ?? [];
  if (!result) throw new Error("It was never begun.");
  return result;
}

async function countWaiting(): Promise<number> {
  const [row] = await db().execute<{ waiting: number }>(sql`select count(*)::int as waiting
    from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return row?.waiting ?? 0;
}

/** Whether nobody holds the image at this moment. */
export async function isFree(tx: Transaction, imageId: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`select id from generated_images where id = ${imageId} for update skip locked`,
  );
  return rows.length === 1;
}
