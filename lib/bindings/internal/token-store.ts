import { eq, sql } from "drizzle-orm";
import { type Database, db, type Executor, type Transaction } from "@/db/client";
import { wechatTokens } from "@/db/schema";
import { open, seal } from "@/lib/platform/key-ring/seal";
import { logger } from "@/lib/platform/log";
import type { StoredToken, TokenStore } from "@/lib/providers/wechat/words";

/** Longest renewal; who waits for it gives up a little later. */
const RENEW_MS = 20_000;

/**
 * The credentials of one official account in the database that all instances share. A renewal happens while its row
 * is locked, in a short transaction of its own: the other instances wait and find the new value. The lock ends with
 * the transaction, and so with the process or the connection that held it.
 */
export function tokenStore(appid: string, pool: () => Database = db): TokenStore {
  const rowOf = (name: string) => `${name}:${appid}`;
  return {
    read: (name) => readToken(pool(), rowOf(name)),
    renew: (name, renew) =>
      pool().transaction(async (tx) => {
        await limitTimes(tx);
        const row = rowOf(name);
        // The insert waits as well: of two instances that begin at once, one makes the row.
        await tx.insert(wechatTokens).values({ name: row }).onConflictDoNothing();
        const stored = await readToken(tx, row, "lock");
        const renewed = await inTime(renew(stored));
        if (renewed !== stored)
          await tx
            .update(wechatTokens)
            .set({
              sealed: seal(renewed.value, aadOf(row)),
              expiresAt: renewed.expiresAt,
              updatedAt: new Date(),
            })
            .where(eq(wechatTokens.name, row));
        return renewed;
      }),
  };
}

/** An instance that hangs or lost its network must not keep the lock from the others. */
async function limitTimes(tx: Transaction): Promise<void> {
  await tx.execute(sql.raw(`set local statement_timeout = ${RENEW_MS + 5_000}`));
  await tx.execute(sql.raw(`set local idle_in_transaction_session_timeout = ${RENEW_MS + 5_000}`));
}

const aadOf = (row: string) => `wechat_tokens:${row}`;

async function readToken(on: Executor, row: string, lock?: "lock"): Promise<StoredToken | null> {
  const query = on
    .select({ sealed: wechatTokens.sealed, expiresAt: wechatTokens.expiresAt })
    .from(wechatTokens)
    .where(eq(wechatTokens.name, row));
  const [found] = await (lock ? query.for("update") : query);
  if (!found?.sealed || !found.expiresAt) return null;
  try {
    return { value: open(found.sealed, aadOf(row)), expiresAt: found.expiresAt };
  } catch (err) {
    // Sealed with a key that is gone: a new one is had as easily as the first.
    logger("bindings.tokens").warn("a stored credential cannot be opened and is renewed", { err });
    return null;
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The renewal of a credential took too long.")), RENEW_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
