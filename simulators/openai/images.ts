import { createHash } from "node:crypto";
import { look } from "../kit/pictures";
import { type Scenario, scenarioOf } from "../kit/scenario";
import { formOf, jsonOf, type SimOutcome, type SimReply, type SimRequest, takeTime } from "../kit/server";
import { invalidValue, refusalOf, refuse, unknownParameter } from "./errors";
import {
  compatibleSchema,
  editSchema,
  generationSchema,
  refuseOrder,
  type SimOrder,
  sizeOf,
  usageOf,
} from "./order";
import { paint, type Sent } from "./paint";
import { hugeAnswer, type resultStore } from "./results";
import { streamOf } from "./stream";
import type { troubles } from "./troubles";

export interface Desk {
  speed: number;
  trouble: ReturnType<typeof troubles>;
  results: ReturnType<typeof resultStore>;
}

const MAX_IMAGES = 16;
const MAX_IMAGE_BYTES = 50_000_000;
const MAX_MASK_BYTES = 4_000_000;
const msOfQuality: Record<string, number> = { low: 2_000, medium: 3_500, auto: 3_500, high: 5_000 };

const notJson = () =>
  refuse(400, { message: "We could not parse the JSON body of your request. Expected application/json." });

/** POST /images/generations. */
export async function generate(request: SimRequest, key: string, desk: Desk): Promise<SimOutcome> {
  const isJson = request.headers.get("content-type")?.startsWith("application/json");
  const body = isJson ? jsonOf(request) : undefined;
  if (body === undefined) return notJson();
  if (key.includes("compatible")) return generateCompatible(request, body, key, desk);
  const parsed = generationSchema.safeParse(body);
  if (!parsed.success) return refusalOf(parsed.error);
  return refuseOrder(parsed.data) ?? finish("image_generation", parsed.data, undefined, key, desk);
}

async function generateCompatible(
  request: SimRequest,
  body: unknown,
  key: string,
  desk: Desk,
): Promise<SimOutcome> {
  const parsed = compatibleSchema.safeParse(body);
  if (!parsed.success) return refusalOf(parsed.error);
  const { prompt, n, size, response_format } = parsed.data;
  const scenario = scenarioOf({ apiKey: key, prompt });
  const trouble = desk.trouble(scenario, prompt);
  if (trouble) return trouble;
  await takeTime(Number(scenario.argument) || 3_000, desk.speed);
  const order = { prompt, ...sizeOf(size) };
  const wanted = madeOf(scenario, n);
  const revised = key.includes("rewriting") ? { revised_prompt: `${prompt}, in great detail` } : {};
  const data = await Promise.all(
    Array.from({ length: wanted }, async (_, index) => {
      const drawing = { ...order, seed: seedOf(prompt) + index };
      if (response_format === "b64_json" && !key.includes("url_only"))
        return { b64_json: (await paintPlain(drawing)).toString("base64"), ...revised };
      const url = desk.results.put(request.origin, drawing, scenario);
      return { url: key.includes("relative") ? url.slice(request.origin.length) : url, ...revised };
    }),
  );
  return { status: 200, body: { created: now(), data } };
}

const paintPlain = (drawing: { prompt: string; widthPx: number; heightPx: number; seed: number }) =>
  paint(
    {
      ...generationSchema.parse({ prompt: drawing.prompt, model: "any" }),
      size: `${drawing.widthPx}x${drawing.heightPx}`,
    },
    drawing.seed,
  );

/** POST /images/edits, as multipart/form-data only. */
export async function edit(request: SimRequest, key: string, desk: Desk): Promise<SimOutcome> {
  const form = await formOf(request);
  if (!form)
    return refuse(400, { message: "Invalid Content-Type. Expected multipart/form-data.", param: null });
  const fields = fieldsOf(form);
  if ("status" in fields) return fields as SimReply;
  const parsed = editSchema.safeParse(fields);
  if (!parsed.success) return refusalOf(parsed.error);
  const refused = refuseOrder(parsed.data);
  if (refused) return refused;
  const sent = await sentOf(form);
  return "status" in sent ? sent : finish("image_edit", parsed.data, sent, key, desk);
}

const files = new Set(["image", "image[]", "mask"]);
const numbers = new Set(["n", "output_compression", "partial_images"]);

/** The text fields with the types that the JSON body would give them. */
function fieldsOf(form: FormData): SimReply | Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (files.has(name)) continue;
    if (typeof value !== "string") return unknownParameter(name);
    if (name in fields) return invalidValue(name, `Duplicate parameter: '${name}'.`);
    if (numbers.has(name)) fields[name] = /^\d+$/.test(value) ? Number(value) : value;
    else if (name === "stream") fields[name] = value === "true" ? true : value === "false" ? false : value;
    else fields[name] = value;
  }
  return fields;
}

async function sentOf(form: FormData): Promise<SimReply | Sent> {
  const single = form.getAll("image");
  const several = form.getAll("image[]");
  if (single.length > 1)
    return invalidValue("image", "Duplicate parameter: 'image'. Use 'image[]' to provide several images.");
  if (single.length > 0 && several.length > 0)
    return invalidValue("image", "Use either 'image' or 'image[]', not both.");
  const given = [...single, ...several];
  if (given.length === 0) return invalidValue("image", "Missing required parameter: 'image'.");
  if (given.length > MAX_IMAGES) return invalidValue("image", `At most ${MAX_IMAGES} images.`);
  const images: Buffer[] = [];
  for (const file of given) {
    if (typeof file === "string") return invalidValue("image", "Expected a file, got a text.");
    const bytes = Buffer.from(await file.arrayBuffer());
    const seen = await look(bytes);
    if (!seen || !["png", "jpeg", "webp"].includes(seen.format) || bytes.length >= MAX_IMAGE_BYTES)
      return invalidValue("image", "Invalid image file: expected png, webp or jpg below 50 MB.");
    if (file.type !== `image/${seen.format}`)
      return invalidValue("image", `Invalid MIME type '${file.type}' for a ${seen.format}.`);
    images.push(bytes);
  }
  const [first] = images;
  return first ? withMask(form, images, first) : { images };
}

async function withMask(form: FormData, images: Buffer[], first: Buffer): Promise<SimReply | Sent> {
  const given = form.get("mask");
  if (given === null) return { images };
  if (typeof given === "string") return invalidValue("mask", "Expected a file, got a text.");
  const mask = Buffer.from(await given.arrayBuffer());
  const [seen, image] = [await look(mask), await look(first)];
  if (seen?.format !== "png" || mask.length >= MAX_MASK_BYTES)
    return invalidValue("mask", "Invalid mask: expected a PNG below 4 MB.");
  if (!seen.hasAlpha)
    return invalidValue("mask", "Invalid mask image format - mask image missing alpha channel.");
  if (seen.widthPx !== image?.widthPx || seen.heightPx !== image.heightPx)
    return invalidValue("mask", "Invalid mask image format - mask size does not match image size.");
  return { images, mask };
}

async function finish(
  kind: "image_generation" | "image_edit",
  order: SimOrder,
  sent: Sent | undefined,
  key: string,
  desk: Desk,
): Promise<SimOutcome> {
  const scenario = scenarioOf({ apiKey: key, prompt: order.prompt });
  const trouble = desk.trouble(scenario, order.prompt);
  if (trouble) return trouble;
  if (scenario.name === "huge_image") return hugeAnswer();
  const asked = scenario.name === "ok_slow" ? Number(scenario.argument) : 0;
  const ms = asked || (msOfQuality[order.quality] ?? 5_000);
  const made = {
    background: "opaque",
    output_format: order.output_format,
    quality: order.quality,
    size: order.size,
  };
  if (order.stream && scenario.name !== "no_stream")
    return streamOf(kind, { order, sent, scenario, ms, speed: desk.speed, seed: seedOf(order.prompt) });
  await takeTime(ms, desk.speed);
  const data: { b64_json: string }[] = [];
  for (let index = 0; index < madeOf(scenario, order.n); index += 1)
    data.push({ b64_json: (await paint(order, seedOf(order.prompt) + index, sent)).toString("base64") });
  const type = scenario.name === "wrong_content_type_image" ? "text/html" : "application/json";
  const body = { created: now(), ...made, data, usage: usageOf(order, sent?.images.length ?? 0) };
  return { status: 200, headers: { "content-type": type, "x-request-id": "req_simulated" }, body };
}

const madeOf = (scenario: Scenario, wanted: number): number =>
  scenario.name === "empty_data" ? 0 : scenario.name === "partial" ? Math.max(1, wanted - 1) : wanted;

const now = (): number => Math.floor(Date.now() / 1000);

let orders = 0;
/** Differs from order to order, as the vendor's pictures of one prompt do. */
function seedOf(prompt: string): number {
  orders += 1;
  return (createHash("sha256").update(prompt).digest().readUInt32BE() + orders * 101) % 2 ** 31;
}
