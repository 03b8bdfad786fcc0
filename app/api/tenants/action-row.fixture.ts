import type { Expected } from "./askers.fixture";
import type { World } from "./world.fixture";

export interface ActionRow {
  /** The code of each asker's refusal; `ok` where it works, for themselves. */
  expected: Expected<string>;
  ask: (world: World) => Promise<unknown> | unknown;
  /** It asks an admin for their password, which whoever asks sends as their own. */
  isDangerous?: boolean;
}
export type ActionRows = Record<string, ActionRow>;

/** Keys and clients have no session. */
export const nobodys = {
  ...{ anonymous: "unauthenticated", key: "unauthenticated", device: "unauthenticated" },
};

/** For admins alone; `code` is what they get. */
export const admins = (ask: ActionRow["ask"], code = "ok"): ActionRow => ({
  expected: { ...nobodys, other: "forbidden", admin: code },
  ask,
});

/** The same where a session that was left open must not be enough. */
export const dangerous = (ask: ActionRow["ask"], code?: string): ActionRow => ({
  ...admins(ask, code),
  isDangerous: true,
});
