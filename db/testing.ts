import {
  type Actor,
  type Ctx,
  createContext,
  type Plan,
  type Role,
  type UserActor,
} from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

const ADDRESS = "192.0.2.1";

/** A signed-in person of a plan. */
export const userActor = (userId: string, plan: Plan = "free", role: Role = "user"): UserActor => ({
  kind: "user",
  userId,
  plan,
  role,
  address: ADDRESS,
});

export const adminActor = (userId: string): Extract<Actor, { kind: "admin" }> => ({
  kind: "admin",
  userId,
  address: ADDRESS,
});

export const jobActor = (name = "test"): Extract<Actor, { kind: "job" }> => ({ kind: "job", name });

export const anonymousActor = (address = ADDRESS): Extract<Actor, { kind: "anonymous" }> => ({
  kind: "anonymous",
  address,
});

/** What a door would hand to a verb: this actor, a new request id, this moment. A job acts when nobody is named. */
export function testContext(): Ctx<Extract<Actor, { kind: "job" }>>;
export function testContext<A extends Actor>(actor: A, now?: Date): Ctx<A>;
export function testContext(actor: Actor = jobActor(), now = new Date()): Ctx {
  return createContext({ actor, requestId: newId("request"), now });
}
