import { headers } from "next/headers";
import type { z } from "zod";
import type { Actor, Ctx, UserActor } from "@/lib/platform/context";
import { AppError, forbidden, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { requestContext } from "./context";
import { parseInput } from "./input";
import { type RateLimitName, takeRateLimit } from "./limits/rate-limits";
import { isRefusal, type Refusal } from "./refusals";
import { type ResolvedSession, resolveSession } from "./session/resolve";

/** Actions are called by pages: a client's access token opens none of them. */
type Caller = Exclude<ResolvedSession["actor"], { kind: "device" }>;

/** What a server action answers: codes that the screen translates, never raw messages. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: string; fields?: Record<string, string>; requestId: string; retryAfterMs?: number };

type Verb<I extends z.ZodType, A extends Actor, T> = (call: {
  ctx: Ctx<A>;
  input: z.output<I>;
}) => Promise<T | Refusal>;
type Action<I extends z.ZodType, T> = (input: z.input<I>) => Promise<ActionResult<Exclude<T, Refusal>>>;

/** An action for anybody, e.g. signing up. */
export const publicAction = <I extends z.ZodType, T>(
  options: { input: I; limit: RateLimitName },
  verb: Verb<I, Caller, T>,
): Action<I, T> => frame(options, (actor) => actor, verb);

/** An action for the signed-in user. */
export const userAction = <I extends z.ZodType, T>(
  options: { input: I; limit: RateLimitName },
  verb: Verb<I, UserActor, T>,
): Action<I, T> =>
  frame(
    options,
    (actor) => {
      if (actor.kind !== "user") throw unauthenticated();
      return actor;
    },
    verb,
  );

/** An action for admins; the verb asks for its permission once more. */
export const adminAction = <I extends z.ZodType, T>(
  options: { input: I; limit: RateLimitName },
  verb: Verb<I, Extract<Actor, { kind: "admin" }>, T>,
): Action<I, T> =>
  frame(
    options,
    (actor) => {
      if (actor.kind !== "user") throw unauthenticated();
      if (actor.role !== "admin") throw forbidden("READ_ADMIN");
      return { kind: "admin", userId: actor.userId, address: actor.address };
    },
    verb,
  );

function frame<I extends z.ZodType, A extends Actor, T>(
  options: { input: I; limit: RateLimitName },
  admit: (actor: Caller) => A,
  verb: Verb<I, A, T>,
): Action<I, T> {
  return async (raw) => {
    const requestId = newId("request");
    try {
      const { actor } = await resolveSession(await headers(), requestId);
      const caller: Caller = actor.kind === "device" ? { kind: "anonymous", address: actor.address } : actor;
      const key = caller.kind === "user" ? caller.userId : caller.address;
      await takeRateLimit(options.limit, key);
      const result = await verb({
        ctx: requestContext(admit(caller), requestId),
        input: parseInput(options.input, raw),
      });
      if (isRefusal(result)) return { ok: false, code: result.reason, requestId };
      return { ok: true, value: result as Exclude<T, Refusal> };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, requestId, ...error.extra };
      logger("entry.action").error("action failed", { request_id: requestId, err: error });
      return { ok: false, code: "internal_error", requestId };
    }
  };
}
