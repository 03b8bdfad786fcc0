import { extension, nearestRatio, shapeFits } from "@/lib/generations/order/sizes";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_PIXELS } from "@/lib/images/rules";
import type { AspectRatio, EditOperation, ModelCapabilities, Tier } from "@/lib/providers/model-capabilities";
import { tiers } from "@/lib/providers/model-capabilities";
import type { LineageNode } from "./schema";

/** The order in which operations are offered: what people want most, first. */
const offerOrder: readonly EditOperation[] = [
  "instruct",
  "inpaint",
  "erase",
  "outpaint",
  "remove_background",
  "upscale",
  "variation",
  "image_to_image",
];

/** The operation of this name, for addresses; null for anything else. */
export const parseEditOperation = (name: string | null | undefined): EditOperation | null =>
  offerOrder.find((operation) => operation === name) ?? null;

/** What may be uploaded. */
export const uploadLimits = {
  maxBytes: MAX_UPLOAD_BYTES,
  maxPixels: MAX_UPLOAD_PIXELS,
  types: ["image/png", "image/jpeg", "image/webp"],
} as const;

/** What the rules need to know of the picture that an edit starts from. */
export interface Picture {
  widthPx: number;
  heightPx: number;
  /** Who made it. */
  provider: string;
  /** Under which account its vendor can act on it; null where it cannot. */
  vendorAccount: string | null;
}

type EditModel = Pick<
  ModelCapabilities,
  "id" | "provider" | "edits" | "ratios" | "tiers" | "qualities" | "minCount" | "maxCount"
>;

/** Width divided by height of "16:9". */
export function aspectOf(ratio: string): number {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  return width / height;
}

export const needsMask = (operation: EditOperation): boolean =>
  operation === "inpaint" || operation === "erase";

/** Why a model cannot do an operation with a picture. */
export type EditObstacle = "not_offered" | "other_maker" | "wrong_shape" | "nothing_to_extend";

/** What keeps a model from doing an operation with a picture; null when nothing does. */
export function obstacleOf(
  model: EditModel,
  operation: EditOperation,
  picture: Picture,
): EditObstacle | null {
  const can = model.edits[operation];
  if (!can) return "not_offered";
  if (can.ownPicturesOnly && !isOwnPicture(model, picture)) return "other_maker";
  if (!shapeFits(picture, can)) return "wrong_shape";
  if (operation === "outpaint" && extensionRatios(model, picture).length === 0) return "nothing_to_extend";
  return null;
}

/** A vendor acts on its own pictures only under the account that made them. */
const isOwnPicture = (model: EditModel, picture: Picture): boolean =>
  picture.provider === model.provider &&
  picture.vendorAccount === (model.id.startsWith("cfg_") ? model.id : "platform");

/** The models that can do an operation with this picture, in the order given. */
export const modelsFor = <M extends EditModel>(
  models: readonly M[],
  operation: EditOperation,
  picture: Picture,
): M[] => models.filter((model) => obstacleOf(model, operation, picture) === null);

/** The operations that some model can do with this picture. */
export const offeredOperations = (models: readonly EditModel[], picture: Picture): EditOperation[] =>
  offerOrder.filter((operation) => models.some((model) => obstacleOf(model, operation, picture) === null));

/** Less than this, and an extended frame is the picture itself. */
const LEAST_EXTENSION = 1.01;

/** The ratios of a model to which a picture can be extended: those that add something. */
export const extensionRatios = (
  model: Pick<EditModel, "ratios">,
  picture: Pick<Picture, "widthPx" | "heightPx">,
): AspectRatio[] =>
  model.ratios.filter((ratio) => {
    const frame = extendedSize(picture, ratio);
    return frame.widthPx * frame.heightPx > picture.widthPx * picture.heightPx * LEAST_EXTENSION;
  });

/** The smallest frame of a ratio that holds the whole picture; the picture stands in its middle. */
export function extendedSize(
  picture: Pick<Picture, "widthPx" | "heightPx">,
  ratio: AspectRatio,
): { widthPx: number; heightPx: number } {
  const { leftPx, rightPx, topPx, bottomPx } = extension(picture, ratio);
  return { widthPx: picture.widthPx + leftPx + rightPx, heightPx: picture.heightPx + topPx + bottomPx };
}

const tierArea: Record<Tier, number> = { "1K": 1024 ** 2, "2K": 2048 ** 2, "4K": 4096 ** 2 };

/** The offered tier whose area is nearest to the picture's, so that an edit neither loses nor invents detail. */
export function nearestTier(
  { widthPx, heightPx }: Pick<Picture, "widthPx" | "heightPx">,
  offered: readonly Tier[],
): Tier {
  const distance = (tier: Tier) => Math.abs(Math.log((widthPx * heightPx) / tierArea[tier]));
  const known = tiers.filter((tier) => offered.includes(tier));
  return known.sort((a, b) => distance(a) - distance(b))[0] ?? "1K";
}

/** Whether the price of an operation depends on the tier, so that the tier is asked for. */
export const isPricedByTier = (model: Pick<EditModel, "edits">, operation: EditOperation): boolean =>
  model.edits[operation]?.creditsPerImage === undefined;

/** How many pictures may be ordered at once; whole sets where the vendor makes several whatever is asked. */
export function countsOf(model: EditModel, operation: EditOperation): number[] {
  const most = model.edits[operation]?.maxCount ?? model.maxCount;
  const step = Math.min(model.minCount, most);
  return Array.from({ length: Math.floor(most / step) }, (_, index) => (index + 1) * step);
}

export const DEFAULT_STRENGTH = 0.6;

/** What an order says unless the person chooses otherwise. */
export function editDefaults(model: EditModel, operation: EditOperation, picture: Picture) {
  const can = model.edits[operation];
  const ratios = extensionRatios(model, picture);
  return {
    count: countsOf(model, operation)[0] ?? 1,
    tier: nearestTier(picture, model.tiers),
    quality: model.qualities.includes("standard") ? "standard" : (model.qualities[0] ?? "standard"),
    strength: can?.strength ? DEFAULT_STRENGTH : undefined,
    outpaintRatio: operation === "outpaint" ? nearestRatio(picture, ratios) : undefined,
    upscaleFactor: operation === "upscale" ? can?.factors?.[0] : undefined,
  } as const;
}

/** One line of a family tree: a picture, and how far it is indented. */
export interface LineageRow {
  node: LineageNode;
  /** Grows only where a picture has several descendants, so that long chains stay narrow. */
  depth: number;
  /** How many edits lie between it and the first picture. */
  step: number;
}

/** The family as lines from the top, every picture after the one it was made from; oldest siblings first. */
export function lineageRows(items: readonly LineageNode[]): LineageRow[] {
  const known = new Set(items.map((node) => node.imageId));
  const childrenOf = Map.groupBy(items, (node) =>
    node.parentImageId !== null && known.has(node.parentImageId) ? node.parentImageId : null,
  );
  const rows: LineageRow[] = [];
  const visit = (node: LineageNode, depth: number, step: number) => {
    rows.push({ node, depth, step });
    const children = childrenOf.get(node.imageId) ?? [];
    for (const child of children) visit(child, children.length > 1 ? depth + 1 : depth, step + 1);
  };
  for (const root of childrenOf.get(null) ?? []) visit(root, 0, 0);
  return rows;
}
