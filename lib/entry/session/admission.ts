import type {
  Actor,
  DeviceActor,
  KeyScope,
  MemberActor,
  OwnerActor,
  UserActor,
} from "@/lib/platform/context";
import { AppError, conflict, forbidden, unauthenticated } from "@/lib/platform/errors";
import type { ResolvedCaller } from "./resolve-caller";

type Caller = ResolvedCaller["actor"];
export type AdminActor = Extract<Actor, { kind: "admin" }>;

/** Who gets through `memberRoute`: a program's key only where the route names a scope. */
export type MemberOf<S> = S extends KeyScope ? OwnerActor : MemberActor;

export function requireUserActor(actor: Caller): UserActor {
  if (actor.kind === "device") throw notForThem("This is for people, not for their clients.");
  if (actor.kind === "key") throw notForPrograms();
  if (actor.kind !== "user") throw unauthenticated();
  return actor;
}

/** An admin who sees the product as somebody else writes nothing for them. */
export function refuseViewer(actor: Caller): void {
  if (actor.kind === "user" && actor.viewedBy !== undefined)
    throw new AppError(
      403,
      "view_only",
      "You see this account as its owner does and can change nothing in it.",
    );
}

/** Who may write in the admin panel, in their browser. */
export function requireAdminActor(actor: Caller): AdminActor {
  const person = requireUserActor(actor);
  if (person.role !== "admin") throw forbidden("WRITE_ADMIN");
  const { userId, address, sessionId } = person;
  return { kind: "admin", userId, address, ...(sessionId ? { sessionId } : {}) };
}

export function requireDeviceActor(actor: Caller): DeviceActor {
  if (actor.kind === "user" || actor.kind === "key") throw notForThem("This is for installed clients.");
  if (actor.kind !== "device") throw unauthenticated();
  return actor;
}

/**
 * People, bound clients, and keys that have the scope; without one, no key. A client reads and makes pictures for its
 * member; what is in the library is ordered and thrown away by the member alone, or by a program of theirs.
 */
export const requireMemberActor =
  <S extends KeyScope | undefined>(scope: S) =>
  (actor: Caller): MemberOf<S> => {
    if (actor.kind === "user") return actor as MemberOf<S>;
    if (actor.kind === "key") {
      if (scope === undefined) throw notForPrograms();
      if (!actor.scopes.includes(scope)) throw lacksScope(scope);
      return actor as MemberOf<S>;
    }
    if (actor.kind !== "device") throw unauthenticated();
    if (scope === "library") throw notForThem("This is for people and their programs, not for clients.");
    if (actor.userId === null)
      throw conflict("device_not_bound", "This client is not bound to a member yet.");
    return { ...actor, userId: actor.userId } as MemberOf<S>;
  };

/** Anybody; a key that the route has no use for is a stranger, as public things are for strangers too. */
export const visitorOf =
  (scope: KeyScope | undefined) =>
  (actor: Caller): Actor =>
    actor.kind !== "key" || (scope && actor.scopes.includes(scope))
      ? actor
      : { kind: "anonymous", address: actor.address };

const notForThem = (detail: string) => new AppError(403, "forbidden", detail);
const notForPrograms = () => notForThem("This is for people, not for API keys.");
const lacksScope = (scope: KeyScope) =>
  new AppError(403, "insufficient_scope", `This needs an API key with the scope ${scope}.`);
