import { draw, enlarge, look, paintOver } from "../kit/pictures";
import type { SimReply } from "../kit/server";
import type { Machine } from "./machine";
import {
  checkpoints,
  crashed,
  type ExtrasWords,
  type ImageToImageWords,
  refused,
  type TextToImageWords,
} from "./words";

const MS_PER_STEP = 80;
const UPSCALE_MS = 2_500;
const LARGEST_SIDE_PX = 8_192;

/** How an order is played: `slowMs` instead of the usual time, some of its pictures left out. */
export interface Play {
  machine: Machine;
  slowMs?: number;
  leaveOut: number;
}

/** The grid of the latent picture: what does not fit is cut off without a word. */
const onGrid = (px: number) => Math.floor(px / 8) * 8;

function decode(text: string): Buffer {
  return Buffer.from(text.startsWith("data:image/") ? text.slice(text.indexOf(",") + 1) : text, "base64");
}

interface Batch {
  seed: number;
  batch_size: number;
  steps: number;
}

/** Later pictures of a batch cost less than the first one. */
const timeOf = ({ steps, batch_size: count }: Batch, passes: number) =>
  steps * MS_PER_STEP * passes * (1 + 0.4 * (count - 1));

const seedsOf = ({ seed, batch_size: count }: Batch) => {
  const first = seed < 0 ? 4_071_985 : seed;
  return Array.from({ length: count }, (_, index) => first + index);
};

/** An unknown checkpoint is dropped without a word and the loaded one draws. */
const drawnBy = (name: string | undefined) =>
  checkpoints.find(({ model_name, title, hash }) => [model_name, title, hash].includes(name ?? "")) ??
  checkpoints[0];

function answer(words: TextToImageWords | ImageToImageWords, pictures: Buffer[], leaveOut: number): SimReply {
  const seeds = seedsOf(words);
  const images = pictures
    .slice(0, Math.max(0, pictures.length - leaveOut))
    .map((bytes) => bytes.toString("base64"));
  const checkpoint = drawnBy(words.override_settings.sd_model_checkpoint);
  const info = {
    prompt: words.prompt,
    negative_prompt: words.negative_prompt,
    seed: seeds[0],
    all_seeds: seeds,
    width: words.width,
    height: words.height,
    sampler_name: words.sampler_name,
    cfg_scale: words.cfg_scale,
    steps: words.steps,
    batch_size: words.batch_size,
    sd_model_name: checkpoint?.model_name,
    sd_model_hash: checkpoint?.hash,
    index_of_first_image: 0,
  };
  const parameters = { ...words, init_images: null, mask: null };
  return { status: 200, body: { images, parameters, info: JSON.stringify(info) } };
}

export async function drawFromWords(words: TextToImageWords, play: Play): Promise<SimReply> {
  const factor = words.enable_hr ? words.hr_scale : 1;
  const size = { widthPx: onGrid(words.width * factor), heightPx: onGrid(words.height * factor) };
  const pictures = await play.machine.run({
    ms: play.slowMs ?? timeOf(words, words.enable_hr ? 1.6 : 1),
    steps: words.steps,
    make: () => Promise.all(seedsOf(words).map((seed) => draw({ prompt: words.prompt, ...size, seed }))),
  });
  return answer(words, pictures, play.leaveOut);
}

export async function drawFromPicture(words: ImageToImageWords, play: Play): Promise<SimReply> {
  const [first] = words.init_images;
  if (first === undefined) return refused(404, "Init image not found");
  const source = decode(first);
  const mask = words.mask === undefined ? undefined : decode(words.mask);
  const seen = await look(source);
  const masked = mask ? await look(mask) : seen;
  if (!seen || !masked) return refused(500, "Invalid encoded image");
  if (mask && (masked.widthPx !== seen.widthPx || masked.heightPx !== seen.heightPx))
    return crashed("ValueError", "images do not match");
  if (words.inpainting_mask_invert === 1) return crashed("ValueError", "inverted masks are not played");
  const image = await enlarge(source, { widthPx: onGrid(words.width), heightPx: onGrid(words.height) });
  const paint = (seed: number) =>
    paintOver({ image, mask, prompt: words.prompt, seed, amount: words.denoising_strength });
  const pictures = await play.machine.run({
    ms: play.slowMs ?? timeOf(words, words.denoising_strength),
    steps: words.steps,
    make: () => Promise.all(seedsOf(words).map(paint)),
  });
  return answer(words, pictures, play.leaveOut);
}

export async function upscaleOne(words: ExtrasWords, play: Play): Promise<SimReply> {
  const source = decode(words.image);
  const seen = await look(source);
  if (!seen) return refused(500, "Invalid encoded image");
  const widthPx = Math.round(seen.widthPx * words.upscaling_resize);
  const heightPx = Math.round(seen.heightPx * words.upscaling_resize);
  if (Math.max(widthPx, heightPx) > LARGEST_SIDE_PX)
    return crashed("OutOfMemoryError", "CUDA out of memory. Tried to allocate 9.00 GiB");
  const [bytes] = await play.machine.run({
    ms: play.slowMs ?? UPSCALE_MS,
    steps: 4,
    make: async () => [await enlarge(source, { widthPx, heightPx })],
  });
  const image = play.leaveOut > 0 ? "" : bytes?.toString("base64");
  return { status: 200, body: { html_info: "<p>Upscaled</p>", image } };
}
