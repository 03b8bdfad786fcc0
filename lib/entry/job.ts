import { NonRetriableError, RetryAfterError } from "inngest";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { jobContext } from "./context";

type Verb<I, O> = (call: { ctx: Ctx; input: I }) => Promise<O>;

/**
 * Calls one verb as the work of one step. A refusal of the verb cannot become right by repeating it and fails the
 * run; anything else, such as a database that is away, is tried again after the platform's retry delay.
 */
export async function job<I, O>(name: string, verb: Verb<I, O>, input: I): Promise<O> {
  try {
    return await verb({ ctx: jobContext(name), input });
  } catch (error) {
    if (error instanceof AppError && error.status < 500)
      throw new NonRetriableError(error.message, { cause: error });
    const { text, cause } = speakable(error);
    throw new RetryAfterError(text, env().GENERATION_RETRY_DELAY_MS, { cause });
  }
}

/** The engine keeps what is thrown: of a failed query that is the command, without what was in it. */
function speakable(error: unknown): { text: string; cause: unknown } {
  if (!(error instanceof Error)) return { text: "unknown failure", cause: error };
  if ("query" in error && "params" in error)
    return { text: `Failed query: ${error.query}`, cause: error.cause };
  return { text: error.message, cause: error };
}
