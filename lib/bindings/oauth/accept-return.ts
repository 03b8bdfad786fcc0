import { and, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { oauthReturns } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime, sha256Hex } from "@/lib/platform/crypto";
import { sleep } from "@/lib/platform/time";
import { type WebIdentity, WechatError } from "@/lib/providers/wechat/words";
import { officialAccount, wechatUnavailable } from "../internal/account";
import { ensureIdentity, ensureMember } from "../internal/people";
import { lockIdentity } from "../internal/rows";
import { OAUTH_RETURN_MS } from "../rules";
import { acceptOauthReturnInput } from "../schema";

/** What WeChat answers to a code that was exchanged before. */
const USED_CODE = 40163;
const FIRST_ANSWER_TRIES = 12;
const FIRST_ANSWER_WAIT_MS = 250;

type OauthOutcome =
  | { ok: true; userId: string; sessionVersion: number; identityId: string }
  | { ok: false; reason: "snapshot_user" | "code_used" | "account_unavailable" | "sign_up_closed" };

/**
 * Who came back from the web authorisation; the door makes a session of it and has compared the state. A code works
 * once at WeChat, but browsers ask twice: for five minutes the same code with the same state gets the first outcome.
 * Visitors of a snapshot page get no account. `code_used` also stands for late and wrong codes. Throws 503
 * `wechat_unavailable`.
 */
export async function acceptOauthReturn({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof acceptOauthReturnInput>;
}): Promise<OauthOutcome> {
  const { code, stateHash } = acceptOauthReturnInput.parse(input);
  const codeHash = sha256Hex(code);
  const known = await findReturn(ctx, codeHash);
  if (known) return outcomeOfFirst(ctx, known, stateHash);
  let person: WebIdentity;
  try {
    person = await officialAccount().exchangeCode(code);
  } catch (error) {
    if (!(error instanceof WechatError) || error.trouble !== "code") throw wechatUnavailable(error);
    const first = error.errcode === USED_CODE ? await awaitReturn(ctx, codeHash) : undefined;
    return first ? outcomeOfFirst(ctx, first, stateHash) : { ok: false, reason: "code_used" };
  }
  if (person.isSnapshot) return { ok: false, reason: "snapshot_user" };
  return recordReturn(ctx, person, { codeHash, stateHash });
}

interface FirstReturn {
  stateHash: string;
  identityId: string;
}

async function findReturn(ctx: Ctx, codeHash: string): Promise<FirstReturn | undefined> {
  const since = new Date(ctx.now.getTime() - OAUTH_RETURN_MS);
  const [found] = await executor(ctx)
    .select({ stateHash: oauthReturns.stateHash, identityId: oauthReturns.identityId })
    .from(oauthReturns)
    .where(and(eq(oauthReturns.codeHash, codeHash), gt(oauthReturns.createdAt, since)));
  return found;
}

/** A request beside this one may have exchanged the code and be about to say for whom. */
async function awaitReturn(ctx: Ctx, codeHash: string): Promise<FirstReturn | undefined> {
  for (let tried = 0; tried < FIRST_ANSWER_TRIES; tried += 1) {
    const found = await findReturn(ctx, codeHash);
    if (found) return found;
    await sleep(FIRST_ANSWER_WAIT_MS);
  }
  return undefined;
}

/** The first outcome, for the browser that holds the state of the first; a code in other hands is a used one. */
function outcomeOfFirst(ctx: Ctx, first: FirstReturn, stateHash: string): Promise<OauthOutcome> {
  if (!equalInConstantTime(first.stateHash, stateHash))
    return Promise.resolve({ ok: false, reason: "code_used" });
  return transact(ctx, async (inner, tx) => {
    const identity = await lockIdentity(tx, first.identityId);
    return identity ? memberOf(inner, tx, identity) : { ok: false, reason: "code_used" };
  });
}

function recordReturn(
  ctx: Ctx,
  { openid, unionid }: WebIdentity,
  hashes: { codeHash: string; stateHash: string },
): Promise<OauthOutcome> {
  return transact(ctx, async (inner, tx) => {
    const { appid } = officialAccount();
    const identity = await ensureIdentity(inner, tx, { appid, openid, unionid });
    await tx
      .insert(oauthReturns)
      .values({ ...hashes, identityId: identity.id, createdAt: ctx.now })
      .onConflictDoNothing();
    return memberOf(inner, tx, identity);
  });
}

async function memberOf(
  ctx: Ctx,
  tx: Parameters<typeof ensureMember>[1],
  identity: { id: string; userId: string | null },
): Promise<OauthOutcome> {
  const member = await ensureMember(ctx, tx, identity);
  if (!member) return { ok: false, reason: "sign_up_closed" };
  if (member.status !== "active") return { ok: false, reason: "account_unavailable" };
  return { ok: true, userId: member.id, sessionVersion: member.sessionVersion, identityId: identity.id };
}
