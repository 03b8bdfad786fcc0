import { expect, test } from "vitest";
import { withPixels } from "./pixels";
import { MAX_VISITORS_WORK, MAX_WORK_OF_A_VISITOR, withVisitorPixels } from "./visitor-pixels";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}
const busy = { status: 503, code: "busy", extra: { retryAfterMs: 5_000 } };

test("visitors' work takes one slot, and the other stays free for everybody else", async () => {
  const { work, end } = held();
  const visits = ["a", "b", "c"].map((visitor) => withVisitorPixels(visitor, work));
  await turn();
  await expect(withPixels(async () => "made at once")).resolves.toBe("made at once");
  end();
  await Promise.all(visits);
});

test("one visitor cannot fill the queue, and a full one refuses instead of growing", async () => {
  const { work, end } = held();
  const visits: Promise<void>[] = [];
  const enter = (visitor: string) => visits.push(withVisitorPixels(visitor, work));
  for (let i = 0; i < MAX_WORK_OF_A_VISITOR; i += 1) enter("greedy");
  await expect(withVisitorPixels("greedy", work)).rejects.toMatchObject(busy);
  for (let i = MAX_WORK_OF_A_VISITOR; i < MAX_VISITORS_WORK; i += 1) enter(`other ${i}`);
  await expect(withVisitorPixels("late", work)).rejects.toMatchObject(busy);
  end();
  await Promise.all(visits);
  await expect(withVisitorPixels("greedy", async () => "free again")).resolves.toBe("free again");
});

test("work that fails gives its place back", async () => {
  for (let i = 0; i <= MAX_VISITORS_WORK; i += 1)
    await expect(withVisitorPixels("unlucky", () => Promise.reject(new Error("broken")))).rejects.toThrow(
      "broken",
    );
});
