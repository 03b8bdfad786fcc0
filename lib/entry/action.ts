import { headers } from "next/headers";
import type { z } from "zod";
import { checkPassword } from "@/lib/accounts/check-password";
import type { Actor, Ctx, UserActor } from "@/lib/platform/context";
import { AppError, forbidden, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { requestContext } from "./context";
import { parseInput } from "./input";
import { type RateLimitName, takeRateLimit } from "./limits/rate-limits";
import { isRefusal, type Refusal } from "./refusals";
import { refuseViewer } from "./session/admission";
import { type ResolvedSession, resolveSession } from "./session/resolve";

/** Actions are called by pages: a client's access token opens none of them. */
type Caller = Exclude<ResolvedSession["actor"], { kind: "device" }>;

/**
 * What a server action answers: codes that the screen translates, never raw messages. `message` is what a person of the
 * platform wrote for whoever is refused.
 */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      code: string;
      message?: string;
      fields?: Record<string, string>;
      requestId: string;
      retryAfterMs?: number;
    };

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

type AdminActor = Extract<Actor, { kind: "admin" }>;

/** An action for those who may write in the admin panel; the verb asks for its permission once more. */
export const adminAction = <I extends z.ZodType, T>(
  options: { input: I; limit: RateLimitName },
  verb: Verb<I, AdminActor, T>,
): Action<I, T> => frame(options, admitAdmin, verb);

/**
 * An admin's action that a session which was left open must not be enough for: besides its input it takes the
 * admin's own `password`, refuses with `wrong_password`, and counts the tries.
 */
export const dangerousAdminAction = <I extends z.ZodType<object, object>, T>(
  options: { input: I; limit: RateLimitName },
  verb: Verb<I, AdminActor, T>,
): ((input: z.input<I> & { password?: string }) => Promise<ActionResult<Exclude<T, Refusal>>>) =>
  frame(options, admitAdmin, verb, async (ctx, raw) => {
    const { password, ...rest } = Object(raw) as Record<string, unknown>;
    await takeRateLimit("password", ctx.actor.userId);
    const given = typeof password === "string" ? password.slice(0, 200) : undefined;
    return (await checkPassword({ ctx, input: { password: given } })) ? { input: rest } : "wrong_password";
  });

function admitAdmin(actor: Caller): AdminActor {
  if (actor.kind !== "user") throw unauthenticated();
  if (actor.role !== "admin") throw forbidden("WRITE_ADMIN");
  const { userId, address, sessionId } = actor;
  return { kind: "admin", userId, address, ...(sessionId ? { sessionId } : {}) };
}

/** Only the one word of a refusal that a person wrote for another; figures of verbs stay on the server. */
const messageOf = (refusal: Refusal): { message?: string } =>
  "message" in refusal && typeof refusal.message === "string" ? { message: refusal.message } : {};

function frame<I extends z.ZodType, A extends Actor, T>(
  options: { input: I; limit: RateLimitName },
  admit: (actor: Caller) => A,
  verb: Verb<I, A, T>,
  prove?: (ctx: Ctx<A>, raw: unknown) => Promise<{ input: unknown } | string>,
): (raw: unknown) => Promise<ActionResult<Exclude<T, Refusal>>> {
  return async (raw) => {
    const requestId = newId("request");
    try {
      const { actor } = await resolveSession(await headers(), requestId);
      const caller: Caller = actor.kind === "device" ? { kind: "anonymous", address: actor.address } : actor;
      refuseViewer(caller);
      const key = caller.kind === "user" ? caller.userId : caller.address;
      await takeRateLimit(options.limit, key);
      const ctx = requestContext(admit(caller), requestId);
      const proof = prove ? await prove(ctx, raw) : { input: raw };
      if (typeof proof === "string") return { ok: false, code: proof, requestId };
      const result = await verb({ ctx, input: parseInput(options.input, proof.input) });
      if (isRefusal(result)) return { ok: false, code: result.reason, requestId, ...messageOf(result) };
      return { ok: true, value: result as Exclude<T, Refusal> };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, requestId, ...error.extra };
      logger("entry.action").error("action failed", { request_id: requestId, err: error });
      return { ok: false, code: "internal_error", requestId };
    }
  };
}
