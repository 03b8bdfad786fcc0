import type { Expected } from "./askers.fixture";
import type { Ask, Endpoint } from "./call.fixture";
import type { World } from "./world.fixture";

export interface Row {
  /** The status that each asker gets. */
  expected: Expected<number>;
  /** What the owner gets for the very same request, to show that it was in order; null where owners do not come. */
  owner: number | null;
  /** What an admin gets who sees the product as the owner; unless told, what the owner gets for reading and 403 for writing. */
  viewer?: number;
  /** The request, which names the owner's things; made anew for each row. */
  ask: (world: World) => Promise<Ask> | Ask;
  /** What an answer to somebody else must say besides, e.g. that nothing changed. */
  says?: (text: string) => boolean;
  /** The owner shows this to others: their words may stand in the answers. */
  shown?: true;
  /** What others do here counts for the owner, e.g. a like: their rows may change. */
  counted?: true;
}

/** Whether programs with a key and bound clients are let in at all. */
interface Lets {
  programs?: boolean;
  clients?: boolean;
}
type AskFor = Row["ask"];

/** One thing of one person: for everybody else it is not there. */
export const one = (lets: Lets, owner: number, ask: AskFor): Row => ({
  expected: {
    anonymous: 401,
    other: 404,
    key: lets.programs ? 404 : 403,
    device: lets.clients ? 404 : 403,
    admin: 404,
  },
  owner,
  ask,
});

/** The asker's own list, or a new thing of their own: works for everybody signed in and shows nothing of others. */
export const own = (lets: Lets, status: number, ask: AskFor = () => ({})): Row => ({
  expected: {
    anonymous: 401,
    other: status,
    key: lets.programs ? status : 403,
    device: lets.clients ? status : 403,
    admin: status,
  },
  owner: status,
  ask,
});

/** Many things at once: what is not the asker's stays as it is, and the answer counts none. */
export const bulk = (lets: Lets, ask: AskFor, says = (text: string) => text === '{"changed":0}'): Row => ({
  ...own(lets, 200, ask),
  says,
});

/** For anybody, the same for all. */
export const open = (status: number, ask: AskFor = () => ({})): Row => ({
  expected: { anonymous: status, other: status, key: status, device: status, admin: status },
  owner: status,
  ask,
});

export const each = (expected: Row["expected"], owner: number | null, ask: AskFor = () => ({})): Row => ({
  expected,
  owner,
  ask,
});

export type Rows = Record<string, Row>;
export const nameOf = (endpoint: Endpoint): string => endpoint.name;
