import { toFile } from "openai";
import type { ImageEditParams, ImageGenerateParams } from "openai/resources/images";
import type { ImageRequest, InputPicture, OutputWarning } from "../image-provider";
import type { Operation, RenderQuality } from "../model-capabilities";
import { ProviderError } from "../provider-error";
import { type EditInput, extended, masked } from "./edits";
import { capabilitiesOf, sizeSetOf } from "./models";
import { type ChosenSize, isShapeOf, sizeOfPicture, sizeOfRatio, textOf } from "./sizes";
import { dialectOf } from "./types";

type Options = Readonly<Record<string, string>>;

/** Pictures in between that a stream is asked for. */
export const PARTIAL_IMAGES = 2;

export type Order = (
  | { path: "generations"; body: ImageGenerateParams }
  | { path: "edits"; body: ImageEditParams }
) & {
  stream: boolean;
  warnings: OutputWarning[];
};

const qualityWord: Record<RenderQuality, "low" | "medium" | "high"> = {
  draft: "low",
  standard: "medium",
  high: "high",
};

const refused = (message: string) => new ProviderError("invalid_request", message, true);

/** Our order in the vendor's fields: exactly those that the dialect and the model know. */
export async function reshape(request: ImageRequest, options: Options): Promise<Order> {
  refuseUnknown(request, options);
  const dialect = dialectOf(options);
  if (dialect === "dalle") return dalleOrder(request, options);
  if (dialect === "compatible") return compatibleOrder(request, options);
  const input = await inputOf(request);
  const images = input ? [input.image, ...request.references] : request.references;
  const size = sizeFor(request, options, input);
  const stream = streams(request, options);
  const shared = {
    model: request.model,
    prompt: promptFor(request),
    n: request.count,
    size: textOf(size),
    quality: qualityWord[request.quality],
    safety_identifier: request.endUser,
    ...(stream ? { stream: true as const, partial_images: PARTIAL_IMAGES } : {}),
  };
  const rest = { stream, warnings: warningsOf(size) };
  if (images.length === 0) return { path: "generations", body: shared, ...rest };
  const files = await Promise.all(images.map(fileOf));
  const [only] = files;
  const body: ImageEditParams = {
    ...shared,
    image: files.length === 1 && only ? only : files,
    ...(input?.mask ? { mask: await toFile(input.mask, "mask.png", { type: "image/png" }) } : {}),
    ...(request.operation === "remove_background"
      ? { background: "transparent" as const, output_format: "png" as const }
      : {}),
  };
  return { path: "edits", body, ...rest };
}

function refuseUnknown(request: ImageRequest, options: Options): void {
  const model = capabilitiesOf(request.model, options);
  if (request.operation !== "generate" && !model.edits[request.operation])
    throw refused(`This model cannot do "${request.operation}".`);
  if (!model.tiers.includes(request.tier))
    throw refused(`This model does not make ${request.tier} pictures.`);
  if (!Number.isInteger(request.count) || request.count < 1 || request.count > model.maxPerCall)
    throw refused(`One call makes 1 to ${model.maxPerCall} pictures.`);
  const source = request.operation === "generate" ? 0 : 1;
  if (request.references.length + source > Math.max(source, model.maxReferences))
    throw refused(`At most ${model.maxReferences} pictures can be sent.`);
}

/** A stream carries one picture; at 4K the previews would weigh more than they tell. */
const streams = (request: ImageRequest, options: Options): boolean =>
  request.count === 1 && request.tier !== "4K" && options.stream !== "off";

const warningsOf = (size: ChosenSize): OutputWarning[] => (size.approximated ? ["ratio_approximated"] : []);

const fileOf = ({ bytes, format }: Pick<InputPicture, "bytes" | "format">, index: number) =>
  toFile(bytes, `image-${index + 1}.${format === "png" ? "png" : "jpg"}`, { type: `image/${format}` });

function inputOf(request: ImageRequest): Promise<EditInput> | undefined {
  const { operation, source, mask, outpaint } = request;
  if (operation === "generate") return undefined;
  if (!source) throw refused("This operation starts from a picture.");
  if (operation === "inpaint" || operation === "erase") {
    if (!mask) throw refused("This operation needs a mask.");
    return masked(source, mask);
  }
  if (operation === "outpaint") {
    if (!outpaint) throw refused("This operation needs the sides to extend.");
    return extended(source, outpaint);
  }
  const { widthPx, heightPx, bytes, format } = source;
  return Promise.resolve({ image: { bytes, format }, widthPx, heightPx });
}

/** Edits keep the shape of what they start from; only an instruction may ask for another one. */
function sizeFor(request: ImageRequest, options: Options, input: EditInput | undefined): ChosenSize {
  const set = sizeSetOf(request.model, options);
  const reshaped = request.operation === "instruct" && input && !isShapeOf(request.ratio, input);
  if (!input || reshaped) return sizeOfRatio(set, request.ratio, request.tier);
  return sizeOfPicture(set, input, request.tier);
}

const fixedPrompts: Partial<Record<Operation, (prompt: string) => string>> = {
  inpaint: (prompt) =>
    `Edit only the masked area and keep everything outside it exactly as it is; match its light, perspective, materials and style. In the masked area: ${prompt}`,
  outpaint: (prompt) =>
    "The picture stands on a larger canvas whose new parts are transparent. Continue the scene into these parts without a visible seam: the same light, perspective, materials, grain and style. Keep the existing picture exactly as it is and fill the canvas to its edges." +
    (prompt ? ` In the new parts: ${prompt}` : ""),
  erase: (prompt) =>
    "Remove what is in the masked area and rebuild the background behind it from its surroundings, as if it had never been there. Add nothing new and keep everything outside the mask exactly as it is." +
    (prompt ? ` What is removed: ${prompt}` : ""),
  variation: (prompt) =>
    "Make a variation of this picture: the same subject, mood and style, with a different composition and different details." +
    (prompt ? ` ${prompt}` : ""),
  remove_background: () =>
    "Cut out the main subject with clean edges and make everything else fully transparent. Do not change the subject: keep its shape, colours, light and details.",
};

const promptFor = ({ operation, prompt }: ImageRequest): string =>
  fixedPrompts[operation]?.(prompt.trim()) ?? prompt;

function dalleOrder(request: ImageRequest, options: Options): Order {
  const set = sizeSetOf(request.model, options);
  const size = sizeOfRatio(set, request.ratio, request.tier);
  const third = set === "dalle3";
  const body: ImageGenerateParams = {
    model: request.model,
    prompt: request.prompt,
    n: request.count,
    size: textOf(size),
    ...(third ? { quality: request.quality === "high" ? ("hd" as const) : ("standard" as const) } : {}),
  };
  return { path: "generations", body, stream: false, warnings: warningsOf(size) };
}

function compatibleOrder(request: ImageRequest, options: Options): Order {
  const size = sizeOfRatio(sizeSetOf(request.model, options), request.ratio, request.tier);
  const body: ImageGenerateParams = {
    model: request.model,
    prompt: request.prompt,
    n: request.count,
    size: textOf(size),
    response_format: "b64_json",
  };
  return { path: "generations", body, stream: false, warnings: warningsOf(size) };
}
