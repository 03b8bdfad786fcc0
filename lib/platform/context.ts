/** Who acts. Verbs read permissions and ownership from here and from nowhere else. */
export type Plan = "free" | "pro" | "enterprise";
/** An auditor sees the admin panel and changes nothing in it. */
export type Role = "user" | "auditor" | "admin";
/** What a program's key may be used for. */
export type KeyScope = "read" | "generate" | "library";

export type Actor =
  | { kind: "anonymous"; address: string }
  /**
   * `sessionId` names the browser; it is left out where the session has no row yet. `viewedBy` is the admin who sees
   * the product as this person: they read and write nothing.
   */
  | {
      kind: "user";
      userId: string;
      plan: Plan;
      role: Role;
      address: string;
      sessionId?: string;
      viewedBy?: string;
    }
  | { kind: "admin"; userId: string; address: string; sessionId?: string }
  /** An installed client; it acts for the member that it is bound to, if any. */
  | { kind: "device"; deviceId: string; userId: string | null; plan: Plan; address: string }
  /** A program, by a key of the person that it acts for. */
  | {
      kind: "key";
      keyId: string;
      userId: string;
      plan: Plan;
      scopes: readonly KeyScope[];
      address: string;
    }
  | { kind: "job"; name: string }
  | { kind: "webhook"; vendor: string };

declare const made: unique symbol;

/**
 * What every verb is told: who acts, in which request, at what time, and in which transaction if one is open.
 * Only lib/entry and db/testing make one (createContext), so a forgotten gate does not compile.
 */
export interface Ctx<A extends Actor = Actor> {
  readonly actor: A;
  readonly requestId: string;
  readonly now: Date;
  /** An open transaction of db/client, reused by `transact`. */
  readonly tx?: unknown;
  readonly [made]: true;
}

export type UserActor = Extract<Actor, { kind: "user" }>;
export type DeviceActor = Extract<Actor, { kind: "device" }>;
/** Somebody who acts for a person: in a browser, or by a client that is bound to them. */
export type MemberActor = UserActor | (DeviceActor & { userId: string });
export type KeyActor = Extract<Actor, { kind: "key" }>;
/** Whoever acts for a person: they themselves, a client of theirs, or a program with a key of theirs. */
export type OwnerActor = MemberActor | KeyActor;

/**
 * The same call some time later: `sinceMs` is `performance.now()` of when it began. What is written after a call to
 * the outside that took minutes must not carry the moment before it.
 */
export const later = <C extends Ctx>(ctx: C, sinceMs: number): C => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + Math.round(performance.now() - sinceMs)),
});

/** Importable only by lib/entry and db/testing; the structure check enforces it. */
export function createContext<A extends Actor>(parts: { actor: A; requestId: string; now: Date }): Ctx<A> {
  return parts as unknown as Ctx<A>;
}
