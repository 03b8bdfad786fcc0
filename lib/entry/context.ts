import { type Actor, type Ctx, createContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/** A context for work that no person asked for: jobs, sweeps, start-up. */
export const jobContext = (name: string, requestId: string = newId("request")): Ctx =>
  createContext({ actor: { kind: "job", name }, requestId, now: new Date() });

/** A context for a request of `actor`. */
export const requestContext = <A extends Actor>(actor: A, requestId: string): Ctx<A> =>
  createContext({ actor, requestId, now: new Date() });
