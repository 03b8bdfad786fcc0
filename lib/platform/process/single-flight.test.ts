import { expect, test } from "vitest";
import { singleFlight } from "./single-flight";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("work under way is shared by all who ask for its key, and by no other", async () => {
  const fly = singleFlight<string>();
  const begun: string[] = [];
  const ask = (key: string) =>
    fly(key, async () => {
      begun.push(key);
      await turn();
      return key;
    });
  expect(await Promise.all([ask("a"), ask("b"), ask("a"), ask("a")])).toEqual(["a", "b", "a", "a"]);
  expect(begun).toEqual(["a", "b"]);
});

test("what has ended is begun anew, also after a failure, which all of its askers hear of", async () => {
  const fly = singleFlight<number>();
  let round = 0;
  const ask = () =>
    fly("key", async () => {
      round += 1;
      await turn();
      if (round === 1) throw new Error("the first fails");
      return round;
    });
  const failed = await Promise.allSettled([ask(), ask()]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask()).toBe(2);
  expect(await ask()).toBe(3);
});
