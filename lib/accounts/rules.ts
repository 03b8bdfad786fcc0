import type { Actor, KeyScope, Plan } from "@/lib/platform/context";
import { conflict, forbidden, unauthenticated } from "@/lib/platform/errors";

/**
 * The permissions of the platform and what each plan and role holds, as one table. A person's own profile,
 * password, sessions and keys for programs need no more than being signed in, and publishing no more than making
 * images; WRITE_USER is for writing beyond that, as the table gives it to paying plans only.
 */
export const permissions = [
  "READ_USER",
  "WRITE_USER",
  "READ_ADMIN",
  "WRITE_ADMIN",
  "GENERATE_IMAGE",
  "MANAGE_API_CONFIG",
] as const;
export type Permission = (typeof permissions)[number];

const byPlan: Record<Plan, readonly Permission[]> = {
  free: ["READ_USER", "GENERATE_IMAGE"],
  pro: ["READ_USER", "WRITE_USER", "GENERATE_IMAGE", "MANAGE_API_CONFIG"],
  enterprise: ["READ_USER", "WRITE_USER", "GENERATE_IMAGE", "MANAGE_API_CONFIG"],
};

/** A client reads and makes pictures for its member; it changes nothing about them. */
const byDevice: readonly Permission[] = ["READ_USER", "GENERATE_IMAGE"];

/**
 * What each scope of a program's key opens. Keeping pictures stands under the same permission as making them, so
 * `generate` and `library` differ at the door, which asks for the one scope that a route names.
 */
const byScope: Record<KeyScope, Permission> = {
  read: "READ_USER",
  generate: "GENERATE_IMAGE",
  library: "GENERATE_IMAGE",
};

/** What an actor may do. Jobs and webhooks act for the platform; each verb says which of them it admits. */
export function permissionsOf(actor: Actor): readonly Permission[] {
  switch (actor.kind) {
    case "user":
      if (actor.viewedBy !== undefined) return ["READ_USER"];
      if (actor.role === "admin") return permissions;
      return actor.role === "auditor" ? [...byPlan[actor.plan], "READ_ADMIN"] : byPlan[actor.plan];
    case "admin":
      return permissions;
    case "device":
      return actor.userId === null ? [] : byDevice;
    case "key": {
      // Never more than the person's plan holds, whatever the key was made for.
      const opened = actor.scopes.map((scope) => byScope[scope]);
      return byPlan[actor.plan].filter((permission) => opened.includes(permission));
    }
    case "job":
    case "webhook":
    case "anonymous":
      return [];
  }
}

/** Throws 401 for nobody and 403 for somebody without the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (permissionsOf(actor).includes(permission)) return;
  if (actor.kind === "device" && actor.userId === null) throw notBound();
  throw actor.kind === "anonymous" ? unauthenticated() : forbidden(permission);
}

const notBound = () => conflict("device_not_bound", "This client is not bound to a member yet.");

/** The user who acts, for verbs on the actor's own things. An admin's own things are their own too. */
export function requireUser(actor: Actor): string {
  if (actor.kind === "user" || actor.kind === "admin" || actor.kind === "key") return actor.userId;
  if (actor.kind === "device") return actor.userId ?? fail(notBound());
  throw unauthenticated();
}

/** Whose things are the actor's own; null where it is nobody's. For reads that show more to the owner. */
export const ownerOf = (actor: Actor): string | null => ("userId" in actor ? actor.userId : null);

/**
 * The person who acts in their browser, for what no client and no program may do: the account itself, its sessions
 * and its keys.
 */
export function requirePerson(actor: Actor): string {
  if (actor.kind === "user" || actor.kind === "admin") return actor.userId;
  throw actor.kind === "device" || actor.kind === "key" ? forbidden("person") : unauthenticated();
}

const fail = (error: Error): never => {
  throw error;
};

/** For verbs that only the platform itself may call. */
export function requireJob(actor: Actor): void {
  if (actor.kind === "job") return;
  throw actor.kind === "anonymous" ? unauthenticated() : forbidden("platform job");
}

/** For verbs of the platform and of those who administer it. */
export function requireJobOrAdmin(actor: Actor): void {
  if (actor.kind === "job") return;
  requirePermission(actor, "WRITE_ADMIN");
}

/** So long an admin sees the product as somebody else before they have to ask again. */
export const VIEW_AS_MS = 30 * 60_000;

/** Most jobs of one user that may run at once, by plan; further ones wait in line. */
export const concurrentGenerations: Record<Plan, number> = { free: 1, pro: 3, enterprise: 8 };

/** Most jobs of one user that may wait and run together. */
export const openGenerations: Record<Plan, number> = { free: 10, pro: 40, enterprise: 200 };

/** What the images of one person may take, by plan, in bytes of their originals; the trash counts. */
export const storageQuotaBytes: Record<Plan, number> = {
  free: 2 * 1024 ** 3,
  pro: 100 * 1024 ** 3,
  enterprise: 1024 ** 4,
};

/** Most clients that may be bound to one member at a time. */
export const boundDevices: Record<Plan, number> = { free: 2, pro: 5, enterprise: 20 };

/** How exactly it is known when a client was last here. */
export const DEVICE_SEEN_EVERY_MS = 60_000;

/** Most keys of one person that work at the same time. */
export const MAX_API_KEYS = 20;

/** For how many days a key may be made; null for one that stays until it is revoked. */
export const keyLifetimes = [30, 90, 365, null] as const;

/** How exactly it is known when a key was last used. */
export const KEY_USED_EVERY_MS = 60_000;

/** How exactly it is known when a browser was last here. */
export const SESSION_SEEN_EVERY_MS = 5 * 60_000;

/** Most sessions that are listed. */
export const MAX_LISTED_SESSIONS = 50;

/** How long after signing in a person without a password may still make a key: the session is their only proof. */
export const FRESH_SESSION_MS = 10 * 60_000;

/** How long a mailed recovery link works. */
export const RECOVERY_TTL_MS = 30 * 60_000;

/** Whether nobody would be left to administer the platform without this person. */
export const isLastAdmin = (adminIds: readonly string[], userId: string): boolean =>
  adminIds.length === 1 && adminIds[0] === userId;

/** What stands in the place of a deleted person's name and addresses; `.invalid` never resolves (RFC 2606). */
export const anonymised = (userId: string) => ({
  email: `deleted-${userId}@deleted.invalid`,
  username: `deleted_${userId}`,
  displayName: "",
});
