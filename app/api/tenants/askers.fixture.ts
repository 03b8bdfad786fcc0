/**
 * Who asks for what belongs to the owner. `key` and `device` are the other person's; the auditor sees the admin panel,
 * and to everything else they are any other person.
 */
export const askers = ["anonymous", "other", "key", "device", "admin"] as const;
export type Asker = (typeof askers)[number];

/** What the admin signs in with, and everybody sends where a password is asked for. */
export const ADMIN_PASSWORD = "of the admin's own choice";

/** What each asker gets; an auditor what any other person gets, unless told. */
export type Expected<T> = Record<Asker, T> & { auditor?: T };
export const ofAuditor = <T>(expected: Expected<T>): T => expected.auditor ?? expected.other;
