import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { runScript, type Variables } from "../local/processes";
import type { Stack } from "../local/stack";

/** A time in which the server was away, in ms since 1970; it ends when the next one is healthy. */
export interface Outage {
  fromMs: number;
  toMs: number;
}

/** The server under test as something to be killed; its vendors live on. */
export interface Machine {
  readonly stack: Stack;
  kills(): number;
  outages(): readonly Outage[];
  /** A power cut, and a new start with the settings of now and these. One at a time. */
  powerCut(change?: Variables): Promise<void>;
  /** The settings that a process started now would have. */
  env(): Variables;
}

export function killable(stack: Stack): Machine {
  let settings: Variables = {};
  const outages: Outage[] = [];
  let before = Promise.resolve();
  return {
    stack,
    kills: () => outages.length,
    outages: () => outages,
    env: () => ({ ...stack.env, ...settings }),
    powerCut: (change = {}) => {
      const turn = before.then(async () => {
        settings = { ...settings, ...change };
        const outage = { fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY };
        outages.push(outage);
        await stack.kill();
        await stack.restart(settings);
        outage.toMs = Date.now();
      });
      before = turn.catch(() => undefined);
      return turn;
    },
  };
}

const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64url")}`;
/** Between two steps of a rotation, so that jobs run under each of them. */
const PAUSE_MS = 4_000;

/** The id of the key with which everything is sealed when `rotateTwice` has ended. */
export const LAST_KEY = "second";

/**
 * Changes the key ring while jobs run and the server is killed: first away from the key that AUTH_SECRET gives, then
 * to another one as the handbook says (known everywhere first, then current, then the old one gone). Answers how
 * many rotations there were.
 */
export async function rotateTwice(root: string, machine: Machine): Promise<number> {
  const [first, second] = [newKey("first"), newKey(LAST_KEY)];
  const rotate = () => runScript("scripts/rotate-keys.ts", { cwd: root, env: machine.env() });
  await machine.powerCut({ KEY_RING: first });
  await rotate();
  await wait(PAUSE_MS);
  await machine.powerCut({ KEY_RING: `${first},${second}` });
  await wait(PAUSE_MS);
  await machine.powerCut({ KEY_RING: `${second},${first}` });
  await rotate();
  await machine.powerCut({ KEY_RING: second });
  return 2;
}
