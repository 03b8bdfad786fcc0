import { describe, expect, test, vi } from "vitest";
import { type LikeState, LikesStore } from "./likes-store";

/** A server that counts, whose answers wait until they are let go. */
function slowServer(start: LikeState) {
  const state = { ...start };
  const waiting: (() => void)[] = [];
  const asked: boolean[] = [];
  const send = (_: string, liked: boolean) =>
    new Promise<LikeState>((resolve) => {
      asked.push(liked);
      waiting.push(() => {
        if (liked !== state.liked) state.likes += liked ? 1 : -1;
        state.liked = liked;
        resolve({ ...state });
      });
    });
  const answer = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { send, answer, asked, state };
}

const drawn = { liked: false, likes: 4 };

describe("a like", () => {
  test("shows at once and then what the server counted", async () => {
    const store = new LikesStore();
    const server = slowServer({ liked: false, likes: 9 });
    const done = store.toggle("a", drawn, server.send);
    expect(store.get("a")).toEqual({ liked: true, likes: 5 });
    await server.answer();
    await done;
    expect(store.get("a")).toEqual({ liked: true, likes: 10 });
  });

  test("that fails goes back to what was there, and says so", async () => {
    const store = new LikesStore();
    const refuse = () => Promise.reject(new Error("no"));
    await expect(store.toggle("a", drawn, refuse)).rejects.toThrow("no");
    expect(store.get("a")).toEqual(drawn);
  });

  test("pressed again while it is on its way ends as it was pressed last, one request at a time", async () => {
    const store = new LikesStore();
    const server = slowServer(drawn);
    const done = store.toggle("a", drawn, server.send);
    await store.toggle("a", { liked: true, likes: 5 }, server.send);
    expect(server.asked).toEqual([true]);
    await server.answer();
    await server.answer();
    await done;
    expect(server.asked).toEqual([true, false]);
    expect(store.get("a")).toEqual({ liked: false, likes: 4 });
    expect(server.state).toEqual({ liked: false, likes: 4 });
  });

  test("pressed twice before the first answer sends nothing more", async () => {
    const store = new LikesStore();
    const server = slowServer(drawn);
    const done = store.toggle("a", drawn, server.send);
    await store.toggle("a", { liked: true, likes: 5 }, server.send);
    await store.toggle("a", { liked: false, likes: 4 }, server.send);
    await server.answer();
    await done;
    expect(server.asked).toEqual([true]);
    expect(store.get("a")).toEqual({ liked: true, likes: 5 });
  });
});

test("what the server tells later does not undo what was pressed meanwhile", async () => {
  const store = new LikesStore();
  await store.toggle("a", { liked: true, likes: 5 }, async () => ({ liked: false, likes: 4 }));
  store.learn("a", { liked: true, likes: 5 });
  expect(store.get("a")).toEqual({ liked: false, likes: 4 });
});

test("hearts of one person are not shown to the next", () => {
  vi.stubGlobal("window", {});
  const store = new LikesStore();
  store.belongTo("one");
  store.learn("a", { liked: true, likes: 1 });
  store.belongTo("one");
  expect(store.get("a")).toBeDefined();
  store.belongTo("two");
  expect(store.get("a")).toBeUndefined();
  vi.unstubAllGlobals();
});
