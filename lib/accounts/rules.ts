import type { Actor, Plan } from "@/lib/platform/context";
import { conflict, forbidden, unauthenticated } from "@/lib/platform/errors";

/**
 * The permissions of the platform and what each plan and role holds, as one table. A person's own profile,
 * password and leaving need no more than being signed in; WRITE_USER is for writing beyond that (programs' keys,
 * publishing), as the table gives it to paying plans only.
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

/** What an actor may do. Jobs and webhooks act for the platform; each verb says which of them it admits. */
export function permissionsOf(actor: Actor): readonly Permission[] {
  switch (actor.kind) {
    case "user":
      return actor.role === "admin" ? permissions : byPlan[actor.plan];
    case "admin":
      return permissions;
    case "device":
      return actor.userId === null ? [] : byDevice;
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
  if (actor.kind === "user" || actor.kind === "admin") return actor.userId;
  if (actor.kind === "device") return actor.userId ?? fail(notBound());
  throw unauthenticated();
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

/** Most jobs of one user that may run at once, by plan; further ones wait in line. */
export const concurrentGenerations: Record<Plan, number> = { free: 1, pro: 3, enterprise: 8 };

/** Most jobs of one user that may wait and run together. */
export const openGenerations: Record<Plan, number> = { free: 10, pro: 40, enterprise: 200 };

/** Most clients that may be bound to one member at a time. */
export const boundDevices: Record<Plan, number> = { free: 2, pro: 5, enterprise: 20 };

/** How exactly it is known when a client was last here. */
export const DEVICE_SEEN_EVERY_MS = 60_000;

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
