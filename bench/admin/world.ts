import { requestContext } from "@/lib/entry/context";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { encodeCursor } from "@/lib/platform/http/cursor";
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
  /** A page from the middle of a list that is a year long. */
  deep: (prefix: string): string =>
    encodeCursor({ atMs: Date.now() - 180 * 86_400_000, id: id(prefix, 9_999) }),
};

/** One read as a page of the panel makes it. */
export interface Read {
  page: string;
  name: string;
  run: () => Promise<unknown>;
}
