import sharp from "sharp";
import { draw, type PictureFormat, paintOver } from "../kit/pictures";
import type { SimOutcome, SimRequest } from "../kit/server";
import type { PredictionStore } from "./predictions";
import { deliveredOf, extensionOf, isRemoved, type SimPrediction, statusOf } from "./predictions";

const HUGE_BYTES = 80 * 1024 * 1024;
const PNG_SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const METADATA = "http://169.254.169.254/latest/meta-data";
const formats: Record<"webp" | "jpg" | "png", PictureFormat> = { webp: "webp", jpg: "jpeg", png: "png" };

/** GET /yhqm/{token}/out-{index}.{ext}: a result, drawn when it is first fetched. */
export async function answerResult(request: SimRequest, predictions: PredictionStore): Promise<SimOutcome> {
  const [, token = "", index = "", extension] =
    /^\/yhqm\/([0-9a-f]{32})\/out-(\d)\.(\w+)$/.exec(request.path) ?? [];
  const prediction = predictions.findByToken(token);
  const name = prediction?.scenario.name;
  if (!prediction || statusOf(prediction) !== "succeeded" || isRemoved(prediction) || name === "output_404")
    return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found" };
  if (extension !== extensionOf(prediction) || Number(index) >= deliveredOf(prediction))
    return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found" };
  if (name === "url_expired_403" || !sameQuery(request.query, prediction.query))
    return {
      status: 403,
      headers: { "content-type": "application/xml" },
      body: "<Error><Code>AccessDenied</Code></Error>",
    };
  if (name === "url_redirect") return { status: 302, headers: { location: METADATA }, body: "" };
  if (name === "huge_image") return huge();
  const body = await paint(prediction, Number(index));
  const type =
    name === "wrong_content_type_image" ? "text/html" : `image/${formats[extensionOf(prediction)]}`;
  return { status: 200, headers: { "content-type": type, "content-length": String(body.byteLength) }, body };
}

const sameQuery = (sent: URLSearchParams, written: string): boolean =>
  sent.toString() === new URLSearchParams(written).toString();

const huge = (): SimOutcome => ({
  status: 200,
  headers: { "content-type": "image/png" },
  stream: async (write) => {
    await write(PNG_SIGNATURE);
    const zeros = new Uint8Array(1024 * 1024);
    for (let sent = 0; sent < HUGE_BYTES; sent += zeros.byteLength) await write(zeros);
  },
});

/** How much of a picture that was only shown as an example stays visible. */
const REFERENCE_AMOUNT = 0.6;

async function paint(prediction: SimPrediction, index: number): Promise<Buffer> {
  const { input, model, pictures } = prediction;
  const { source, mask, references } = pictures;
  const start = source ?? references[0];
  const size = model.size(input, start);
  const format = formats[extensionOf(prediction)];
  const order = { prompt: input.prompt, seed: (input.seed ?? 42) + index, format };
  if (!start) return draw({ ...order, ...size });
  const image = await sharp(start.bytes)
    .resize(size.widthPx, size.heightPx, { fit: "cover" })
    .png()
    .toBuffer();
  const amount = source ? (input.prompt_strength ?? 0.8) : REFERENCE_AMOUNT;
  return paintOver({ ...order, image, mask: mask?.bytes, amount });
}
