import type { Scenario } from "../kit/scenario";
import { type SimReply, takeTime } from "../kit/server";
import { moderationBlocked } from "./errors";
import { type SimOrder, usageOf } from "./order";
import { paint, partial, type Sent } from "./paint";

/** An answer as server-sent events: as many partial pictures as asked (`partials=k` makes fewer), then the last. */
export function streamOf(
  kind: "image_generation" | "image_edit",
  job: { order: SimOrder; sent?: Sent; scenario: Scenario; ms: number; speed: number; seed: number },
): SimReply {
  const { order, sent, scenario, ms, speed, seed } = job;
  const { size, quality, output_format } = order;
  const facts = {
    created_at: Math.floor(Date.now() / 1000),
    size,
    quality,
    background: "opaque",
    output_format,
  };
  const event = (name: string, data: object) =>
    `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;
  const asked = order.partial_images ?? 0;
  const partials = scenario.name === "partials" ? Math.min(asked, Number(scenario.argument)) : asked;
  return {
    status: 200,
    headers: { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_simulated" },
    stream: async (write) => {
      const picture = await paint(order, seed, sent);
      const b64_json = picture.toString("base64");
      const usage = usageOf(order, sent?.images.length ?? 0);
      const last = event(`${kind}.completed`, { b64_json, ...facts, usage });
      if (scenario.name === "final_first") await write(last);
      for (let index = 0; index < partials; index += 1) {
        await takeTime(ms / (partials + 1), speed);
        const preview = (await partial(picture, index)).toString("base64");
        const data = { b64_json: preview, partial_image_index: index, ...facts };
        await write(event(`${kind}.partial_image`, data));
        if (scenario.name === "stream_error")
          return write(event("error", { error: moderationBlocked("output") }));
        // The kit destroys the socket of an answer whose stream throws.
        if (scenario.name === "stream_cut") throw new Error("the stream is cut");
      }
      await takeTime(ms / (partials + 1), speed);
      if (scenario.name !== "final_first" && scenario.name !== "empty_data") await write(last);
    },
  };
}
