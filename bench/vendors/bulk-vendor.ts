/**
 * OpenAI and Replicate in a process of their own, with one picture of 25 MB for every order: the pictures of so many
 * orders are ready at the same moment. `bulk-vendor.ts <orders>` tells its parent the address and the size of it.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { type SimOutcome, type SimRequest, startSimulator } from "@/simulators/kit/server";

const WIDTH_PX = 3840;
const HEIGHT_PX = 2160;
/** Whoever is late is not waited for. */
const PATIENCE_MS = 60_000;

/** Noise cannot be compressed: 3 bytes for every pixel. */
const picture = (): Promise<Buffer> =>
  sharp(randomBytes(WIDTH_PX * HEIGHT_PX * 3), { raw: { width: WIDTH_PX, height: HEIGHT_PX, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();

/** Resolves for everybody when `count` have come. */
function meeting(count: number): () => Promise<void> {
  let come = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    come += 1;
    if (come >= count) open();
    await Promise.race([all, wait(PATIENCE_MS, undefined, { ref: false })]);
  };
}

async function main(): Promise<void> {
  const count = Number(process.argv[2]);
  const png = await picture();
  // Made once and sent to all, so that this process stays small as well.
  const answer = Buffer.from(`{"created":1760000000,"data":[{"b64_json":"${png.toString("base64")}"}]}`);
  const openai = meeting(count);
  let predictions = 0;

  const handle = async (request: SimRequest): Promise<SimOutcome> => {
    const { method, path, origin } = request;
    if (method === "POST" && path === "/v1/images/generations") {
      await openai();
      return { status: 200, headers: { "content-type": "application/json" }, body: answer };
    }
    if (method === "POST" && path.endsWith("/predictions")) {
      predictions += 1;
      return { status: 201, body: { id: `bulk${predictions}`, status: "starting" } };
    }
    const id = /^\/v1\/predictions\/(\w+)$/.exec(path)?.[1];
    if (id) {
      const ready = predictions >= count;
      const output = ready ? `${origin}/files/${id}.png` : null;
      return { status: 200, body: { id, status: ready ? "succeeded" : "processing", output } };
    }
    if (path.startsWith("/files/"))
      return { status: 200, headers: { "content-type": "image/png" }, body: png };
    return { status: 404 };
  };

  const { url } = await startSimulator({ name: "bulk", handle });
  process.once("disconnect", () => process.exit(0));
  process.send?.({ url, pictureBytes: png.byteLength });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
