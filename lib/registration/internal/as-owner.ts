import type { Ctx, UserActor } from "@/lib/platform/context";

/** The platform acting for a person who is shut out or gone, on things that only their owner may touch. */
export const asOwner = (ctx: Ctx, userId: string): Ctx<UserActor> => ({
  ...ctx,
  actor: { kind: "user", userId, plan: "free", role: "user", address: "" },
});
