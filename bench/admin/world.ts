import { createHash } from "node:crypto";
import { requestContext } from "@/lib/entry/context";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { cursorsOf, encodeCursor } from "@/lib/platform/http/cursor";
import { newId } from "@/lib/platform/ids";

const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, "0")}`;

/** Who reads, and what is asked for: the busiest person, things from the middle of the year. */
export const world = {
  ctx: (): Ctx<UserActor> =>
    requestContext(
      { kind: "user", userId: id("usr", 4), plan: "free", role: "auditor", address: "bench" },
      newId("request"),
    ),
  /** Does far more than anybody else. */
  busy: id("usr", 0),
  /** Does next to nothing. */
  quiet: id("usr", 1_777),
  admin: id("usr", 3),
  generation: id("gen", 500),
  order: id("ord", 100),
  refund: id("rfd", 100),
  request: id("req", 300_000_777),
  image: id("img", 3),
  audit: id("aud", 5),
  delivery: id("dlv", 5),
  /** A page from the middle of a list that is a year long; of one that has several orders, in this one. */
  deep: (prefix: string, order?: string): string => {
    const last = { atMs: Date.now() - 180 * 86_400_000, id: id(prefix, 9_999) };
    return order === undefined ? encodeCursor(last) : cursorsOf(order).encode(last);
  },
  /** Everybody has the same, so that the person decides. */
  deepStorage: cursorsOf("storage").encode({ atMs: 1_000_000, id: id("usr", 999) }),
  /** One of each kind of text that somebody looks for. */
  words: {
    id: id("usr", 0),
    "e-mail": "person4711@example.test",
    openid: `o${createHash("md5").update("1").digest("hex")}`,
    transaction: "tx-100",
    "logged request": id("req", 300_000_777),
    "request of a job": id("req", 500),
    "nothing known": "nobody-at-all",
  },
};

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** The 90 days before the last 30, in which the world has people of every day. */
export const season = { from: day(120), to: day(31) };

/** One read as a page of the panel makes it. */
export interface Read {
  page: string;
  name: string;
  run: () => Promise<unknown>;
}
