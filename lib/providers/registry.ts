import type { ImageProvider, ModelCapabilities } from "./image-provider";
import { sketchProvider } from "./sketch/client";

/** Every image provider that this deployment can use; the built-in renderer always works. */
export const imageProviders = (): readonly ImageProvider[] => [sketchProvider];

/** The models on offer, in the order of the composer. */
export const listModels = (): readonly ModelCapabilities[] =>
  imageProviders().flatMap((provider) => provider.models());

/** A model with its provider, or null when it is not on offer. */
export function findModel(id: string): { model: ModelCapabilities; provider: ImageProvider } | null {
  for (const provider of imageProviders()) {
    const model = provider.models().find((candidate) => candidate.id === id);
    if (model) return { model, provider };
  }
  return null;
}
