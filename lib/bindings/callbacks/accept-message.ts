import { and, eq, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { wechatIdentities, wechatNotices } from "@/db/schema";
import { recordConsents } from "@/lib/notifications/record-consents";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { broken, forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { AccountMessage } from "@/lib/providers/wechat/words";
import { officialAccount } from "../internal/account";
import { ensureIdentity } from "../internal/people";
import type { IdentityRow } from "../internal/rows";
import { isBindingScene, isNewerFollow, keywordOf } from "../rules";
import { applyScan } from "./scan";
import { keywordText, welcomeText } from "./texts";

/**
 * Takes a verified callback of the official account: stores it once and does what it means, in one transaction, and
 * says what the person is answered (null: nothing). A repeated delivery changes nothing and gets the same answer; one
 * that comes at the same time waits for the first.
 */
export async function acceptAccountMessage({
  ctx,
  message,
  raw,
  headers,
}: {
  ctx: Ctx;
  message: AccountMessage;
  raw: Uint8Array;
  headers: Headers | Record<string, string>;
}): Promise<{ reply: string | null }> {
  if (ctx.actor.kind !== "webhook") throw forbidden("webhook");
  const { appid } = officialAccount();
  const dedupeKey = sha256Hex(`${appid}|${message.dedupeKey}`);
  return transact(ctx, async (inner, tx) => {
    const [stored] = await tx
      .insert(wechatNotices)
      .values({
        id: newId("wechatNotice", ctx.now.getTime()),
        kind: "message",
        dedupeKey,
        body: Buffer.from(raw),
        headers: Object.fromEntries(new Headers(headers)),
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: wechatNotices.id });
    if (!stored) return { reply: await answerOfFirst(tx, dedupeKey) };
    const reply = await apply(inner, tx, appid, message);
    await tx
      .update(wechatNotices)
      .set({ state: "done", reply, handledAt: ctx.now })
      .where(eq(wechatNotices.id, stored.id));
    return { reply };
  });
}

/** The insert has waited for the first delivery, so its answer can be seen by now. */
async function answerOfFirst(tx: Transaction, dedupeKey: string): Promise<string | null> {
  const [first] = await tx
    .update(wechatNotices)
    .set({ deliveries: sql`${wechatNotices.deliveries} + 1` })
    .where(and(eq(wechatNotices.kind, "message"), eq(wechatNotices.dedupeKey, dedupeKey)))
    .returning({ reply: wechatNotices.reply });
  return (first ?? broken("a notice is stored and cannot be found")).reply;
}

async function apply(
  ctx: Ctx,
  tx: Transaction,
  appid: string,
  { openid, sentAt, content }: AccountMessage,
): Promise<string | null> {
  const person = () => ensureIdentity(ctx, tx, { appid, openid });
  switch (content.kind) {
    case "follow": {
      const identity = await setFollow(ctx, tx, await person(), { follows: true, sentAt });
      const { scene } = content;
      return scene !== null && isBindingScene(scene) ? applyScan(ctx, tx, identity, scene) : welcomeText();
    }
    case "scan": {
      // Only who follows sends this event.
      const identity = await setFollow(ctx, tx, await person(), { follows: true, sentAt });
      return applyScan(ctx, tx, identity, content.scene);
    }
    case "unfollow":
      await setFollow(ctx, tx, await person(), { follows: false, sentAt });
      return null;
    case "text":
      return answerWord(content.text);
    case "menu":
      return answerWord(content.key);
    case "subscription": {
      const { userId } = await person();
      // Nobody has an account of ours yet whom the message could be about.
      if (userId !== null) await recordConsents({ ctx, input: { userId, changes: content.changes } });
      return null;
    }
    case "other":
      return null;
  }
}

function answerWord(text: string): string | null {
  const keyword = keywordOf(text);
  return keyword && keywordText(keyword);
}

/** Deliveries come in any order: an event that is older than the last change changes nothing. */
async function setFollow(
  ctx: Ctx,
  tx: Transaction,
  identity: IdentityRow,
  { follows, sentAt }: { follows: boolean; sentAt: Date },
): Promise<IdentityRow> {
  if (!isNewerFollow(identity.followChangedAt, sentAt)) return identity;
  const change = { follows, followChangedAt: sentAt, updatedAt: ctx.now };
  await tx.update(wechatIdentities).set(change).where(eq(wechatIdentities.id, identity.id));
  return { ...identity, ...change };
}
