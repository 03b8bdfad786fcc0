import { findKeyHolder } from "@/lib/accounts/api-keys/read";
import { touchApiKey } from "@/lib/accounts/api-keys/touch";
import { KEY_USED_EVERY_MS } from "@/lib/accounts/rules";
import type { KeyActor } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { requestContext } from "../context";
import { refuseOverLimit, takeRateLimit } from "../limits/rate-limits";
import { addressOf } from "./headers";
import { type ResolvedSession, resolveSession } from "./resolve";

/** Who calls a route: a session, or a program with a key. */
export interface ResolvedCaller extends Omit<ResolvedSession, "actor"> {
  actor: ResolvedSession["actor"] | KeyActor;
}

/**
 * Who calls, keys of programs included; pages and actions have no use for those. A key that does not work is a 401
 * `api_key_invalid` everywhere, also where nobody needs to be signed in: a program whose key has ended must hear of
 * it instead of getting what a stranger gets. Bad keys count by address, as each costs a question to the database; from
 * an address that had too many of them, no key is looked up for the moment, good or bad.
 */
export async function resolveCaller(headers: Headers, requestId: string): Promise<ResolvedCaller> {
  const key = /^Bearer\s+(xk_\S*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (key === undefined) return resolveSession(headers, requestId);
  const address = addressOf(headers);
  refuseOverLimit("apiKeyAddress", address);
  const ctx = requestContext({ kind: "anonymous", address }, requestId);
  const holder = await findKeyHolder(ctx, key);
  if (!holder) {
    await takeRateLimit("apiKeyAddress", address);
    throw new AppError(401, "api_key_invalid", "This API key is wrong, revoked or expired.");
  }
  const { id, userId, plan, scopes, lastUsedAt } = holder;
  if (ctx.now.getTime() - (lastUsedAt?.getTime() ?? 0) >= KEY_USED_EVERY_MS)
    await touchApiKey({ ctx, input: { keyId: id } });
  return { actor: { kind: "key", keyId: id, userId, plan, scopes, address }, byCookie: false };
}
