import { hash, verify } from "@node-rs/bcrypt";
import { env } from "../env";
import { semaphore } from "../process/semaphore";
import { singleton } from "../process/singleton";

/** bcrypt runs on libuv's four threads, which files and name lookups need as well. */
const AT_ONCE = 2;
const gate = () => singleton("bcrypt", () => semaphore(AT_ONCE));

/** The logarithm of bcrypt's rounds: a quarter of a second per password, a quarter of that in demo and test. */
const cost = () => (env().DEMO_MODE || env().NODE_ENV === "test" ? 10 : 12);

/** A well-formed hash of today's cost that no password is known for. */
const nobodysHash = () => `$2b$${cost()}$C6UzMDM.H6dfI/f/IKcEe.C6UzMDM.H6dfI/f/IKcEeC6UzMDM.H6`;

export const hashPassword = (password: string): Promise<string> =>
  gate()(() => hash(password, { cost: cost() }));

/**
 * Whether `password` belongs to `stored`. Without a stored hash it does the same work and answers false, so
 * that the time of an answer does not tell whether an account exists.
 */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const matches = await gate()(() => verify(password, stored ?? nobodysHash()));
  return stored !== null && matches;
}
