import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { largeBody, readBytes, readJson } from "./response";

const lost = { errorClass: "unknown_outcome", certainlyNotAccepted: false };

function pieces(parts: (string | Uint8Array)[], breaksOff = false) {
  const state = { cancelled: false, pulled: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = parts[state.pulled];
        state.pulled += 1;
        if (next !== undefined) controller.enqueue(typeof next === "string" ? Buffer.from(next) : next);
        else if (breaksOff) controller.error(new TypeError("terminated"));
        else controller.close();
      },
      cancel() {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body), state };
}

describe("readJson", () => {
  it("reads JSON whose letters are cut in the middle", async () => {
    const bytes = Buffer.from('{"word":"竹林"}');
    const { response } = pieces([bytes.subarray(0, 10), bytes.subarray(10)]);
    expect(await readJson(response, { maxBytes: 100 })).toEqual({ word: "竹林" });
  });

  it.each([
    ["a page", pieces(["<html>Bad gateway</html>"])],
    ["nothing", pieces([])],
    ["half of it", pieces(['{"data":['])],
    ["bytes that are no text", pieces([new Uint8Array([0x22, 0xff, 0xfe, 0x22])])],
    ["a body that breaks off", pieces(['{"data":['], true)],
    ["a body without an end", { response: new Response(null) }],
  ])("cannot tell what became of the order after %s", async (_, { response }) => {
    await expect(readJson(response, { maxBytes: 100 })).rejects.toMatchObject(lost);
  });

  it("stops reading at its bound", async () => {
    const { response, state } = pieces(Array.from({ length: 50 }, () => "0".repeat(10)));
    await expect(readJson(response, { maxBytes: 25 })).rejects.toMatchObject(lost);
    await turn();
    expect(state).toEqual({ cancelled: true, pulled: 3 });
  });
});

describe("readBytes", () => {
  it("gives all bytes, and refuses one more than the bound", async () => {
    const body = () => pieces(["abc", "de"]).response;
    expect((await readBytes(body(), 5)).toString()).toBe("abcde");
    await expect(readBytes(body(), 4)).rejects.toMatchObject(lost);
  });

  it("cannot tell what became of the order when the body breaks off", async () => {
    await expect(readBytes(pieces(["abc"], true).response, 5)).rejects.toMatchObject(lost);
  });
});

describe("largeBody", () => {
  it("lets three at a time hold a body, and a failure gives its place back", async () => {
    let active = 0;
    let most = 0;
    const work = (fails: boolean) =>
      largeBody(async () => {
        active += 1;
        most = Math.max(most, active);
        await turn();
        active -= 1;
        if (fails) throw new Error("broken");
      });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => work(i % 3 === 0)));
    expect(most).toBe(3);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(13);
  });
});
