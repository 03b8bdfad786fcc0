import { describe, expect, it } from "vitest";
import { testCall } from "../testing-call.fixture";
import { readStream } from "./stream";

const picture = Buffer.from("a finished picture");
const event = (type: string, more: object = {}, end = "\n\n") =>
  `event: ${type}${end.slice(0, end.length / 2)}data: ${JSON.stringify({ type, b64_json: picture.toString("base64"), ...more })}${end}`;

/** The text in pieces of this many bytes. */
function inPieces(text: string, bytes: number): Response {
  const all = Buffer.from(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= all.length) controller.close();
      else controller.enqueue(new Uint8Array(all.subarray(at, at + bytes)));
      at += bytes;
    },
  });
  return new Response(body);
}

const line = () => testCall("http://vendor.test", "key");

describe("readStream", () => {
  it.each([1, 2, 3, 7, 100_000])(
    "finds the picture in pieces of %i bytes, with either line end",
    async (bytes) => {
      for (const end of ["\n\n", "\r\n\r\n"]) {
        const call = line();
        const text =
          `: 你好, still here${end}` +
          event("image_edit.partial_image", { partial_image_index: 1 }, end) +
          event("image_edit.completed", {}, end);
        await readStream(inPieces(text, bytes), call);
        expect(call.kept).toEqual([picture]);
        expect(call.progress).toEqual([{ part: 2 / 3, preview: picture }]);
      }
    },
  );

  it("does not wait for what follows the finished picture", async () => {
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(event("image_generation.completed"))),
    });
    const call = line();
    await readStream(new Response(endless), call);
    expect(call.kept).toHaveLength(1);
  });

  it("reads pictures of many pieces", async () => {
    const large = Buffer.alloc(3_000_000, 7);
    const call = line();
    await readStream(
      inPieces(event("image_generation.completed", { b64_json: large.toString("base64") }), 16_384),
      call,
    );
    expect(call.kept[0]?.equals(large)).toBe(true);
  });

  it("passes over events that it does not know", async () => {
    const call = line();
    const text = `data: {"type":"image_generation.started"}\n\ndata: [DONE]\n\n${event("image_generation.completed")}`;
    await readStream(inPieces(text, 10), call);
    expect(call.kept).toHaveLength(1);
  });

  it.each([
    ["an end without the picture", event("image_generation.partial_image"), "unknown_outcome", false],
    ["half of the last event", event("image_generation.completed").slice(0, -3), "unknown_outcome", false],
    ["data that is no JSON", "data: {oops\n\n", "unknown_outcome", false],
    [
      "an error without a code",
      'event: error\ndata: {"type":"error","error":{"message":"Broken."}}\n\n',
      "provider_error",
      true,
    ],
    ["a refusal", 'data: {"error":{"code":"moderation_blocked"}}\n\n', "content_policy", true],
    [
      "a finished picture without bytes",
      event("image_generation.completed", { b64_json: "" }),
      "provider_error",
      true,
    ],
  ] as const)("reads %s as what it is", async (_, text, errorClass, certainlyNotAccepted) => {
    await expect(readStream(inPieces(text, 50), line())).rejects.toMatchObject({
      errorClass,
      certainlyNotAccepted,
    });
  });
});
