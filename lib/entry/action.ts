import { headers } from "next/headers";
import type { z } from "zod";
import { checkPassword } from "@/lib/accounts/check-password";
import type { Actor, Ctx, UserActor } from "@/lib/platform/context";
import { AppError, unauthenticated } from "@/lib/platform/errors";
import { setAnswerStatus } from "@/lib/platform/http/answer-status";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { requestContext } from "./context";
import { parseInput } from "./input";
import { giveBackRateLimit, type RateLimitName, takeRateLimit } from "./limits/rate-limits";
import { isRefusal, type Refusal, refusalError } from "./refusals";
import { noteAction } from "./request-log/note-answer";
import { type AdminActor, refuseViewer, requireAdminActor } from "./session/admission";
import { type ResolvedSession, resolveSession } from "./session/resolve";

/** Actions are called by pages: a client's access token opens none of them. */
type Caller = Exclude<ResolvedSession["actor"], { kind: "device" }>;

/**
 * What a server action answers: codes that the screen translates, never raw messages. `message` is what a person of the
 * platform wrote for whoever is refused.
 */
export type ActionResult<T> = { ok: true; value: T } | Refused;
interface Refused {
  ok: false;
  code: string;
  /**
   * The HTTP status that the refusal stands for, e.g. 409. The answer itself has it where somebody is not let in; any
   * other refusal is an answer to what a page asks, and 200.
   */
  status: number;
  message?: string;
  fields?: Record<string, string>;
  requestId: string;
  retryAfterMs?: number;
}

type Verb<I extends z.ZodType, A extends Actor, T> = (call: {
  ctx: Ctx<A>;
  input: z.output<I>;
}) => Promise<T | Refusal>;
type Action<I extends z.ZodType, T> = (input: z.input<I>) => Promise<ActionResult<Exclude<T, Refusal>>>;

interface ActionOptions<I extends z.ZodType> {
  /** What the request log calls it, `action:` before it: the name of its export without the last word. */
  name: string;
  input: I;
  limit: RateLimitName;
}

/** An action for anybody, e.g. signing up. */
export const publicAction = <I extends z.ZodType, T>(
  options: ActionOptions<I>,
  verb: Verb<I, Caller, T>,
): Action<I, T> => frame(options, (actor) => actor, verb);

/** An action for the signed-in user. */
export const userAction = <I extends z.ZodType, T>(
  options: ActionOptions<I>,
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

/** An action for those who may write in the admin panel; the verb asks for its permission once more. */
export const adminAction = <I extends z.ZodType, T>(
  options: ActionOptions<I>,
  verb: Verb<I, AdminActor, T>,
): Action<I, T> => frame(options, requireAdminActor, verb);

const unproven = { wrong: "wrong_password", none: "password_missing" } as const;

/**
 * An admin's action that a session which was left open must not be enough for: besides its input it takes the
 * admin's own `password`, refuses with `wrong_password`, and counts the wrong tries. An admin who has none is refused with
 * `password_missing`: where nothing can be asked, the session alone would be enough.
 */
export const dangerousAdminAction = <I extends z.ZodType<object, object>, T>(
  options: ActionOptions<I>,
  verb: Verb<I, AdminActor, T>,
): ((input: z.input<I> & { password?: string }) => Promise<ActionResult<Exclude<T, Refusal>>>) =>
  frame(options, requireAdminActor, verb, async (ctx, raw) => {
    const { password, ...rest } = Object(raw) as Record<string, unknown>;
    await takeRateLimit("password", ctx.actor.userId);
    const given = typeof password === "string" ? password.slice(0, 200) : undefined;
    const proof = await checkPassword({ ctx, input: { password: given } });
    if (proof !== "right") return unproven[proof];
    // The limit is against guessing: whoever works through a list of refunds is not at it.
    await giveBackRateLimit("password", ctx.actor.userId);
    return { input: rest };
  });

/** Only the one word of a refusal that a person wrote for another; figures of verbs stay on the server. */
const messageOf = (refusal: Refusal): { message?: string } =>
  "message" in refusal && typeof refusal.message === "string" ? { message: refusal.message } : {};

function frame<I extends z.ZodType, A extends Actor, T>(
  options: ActionOptions<I>,
  admit: (actor: Caller) => A,
  verb: Verb<I, A, T>,
  prove?: (ctx: Ctx<A>, raw: unknown) => Promise<{ input: unknown } | string>,
): (raw: unknown) => Promise<ActionResult<Exclude<T, Refusal>>> {
  return async (raw) => {
    const requestId = newId("request");
    const startedMs = performance.now();
    let actor: Caller | undefined;
    let refused: AppError | undefined;
    const refuse = (error: AppError, extra: Partial<Refused> = {}): Refused => {
      refused = error;
      return { ok: false, code: error.code, status: error.status, requestId, ...extra };
    };
    try {
      const session = await resolveSession(await headers(), requestId);
      actor =
        session.actor.kind === "device"
          ? { kind: "anonymous", address: session.actor.address }
          : session.actor;
      refuseViewer(actor);
      await takeRateLimit(options.limit, actor.kind === "user" ? actor.userId : actor.address);
      const ctx = requestContext(admit(actor), requestId);
      const proof = prove ? await prove(ctx, raw) : { input: raw };
      if (typeof proof === "string") return refuse(refusalError({ ok: false, reason: proof }));
      const result = await verb({ ctx, input: parseInput(options.input, proof.input) });
      if (isRefusal(result)) return refuse(refusalError(result), messageOf(result));
      return { ok: true, value: result as Exclude<T, Refusal> };
    } catch (error) {
      if (error instanceof AppError) {
        if (error.status === 401 || error.status === 403) setAnswerStatus(error.status);
        return refuse(error, error.extra);
      }
      logger("entry.action").error("action failed", { request_id: requestId, err: error });
      return refuse(new AppError(500, "internal_error", "Something went wrong on our side."));
    } finally {
      const durationMs = performance.now() - startedMs;
      noteAction(options.name, actor, { requestId, refused, durationMs });
    }
  };
}
