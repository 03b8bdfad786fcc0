import { a1111Provider } from "./a1111/client";
import { bailianProvider } from "./bailian/client";
import type { ImageProvider } from "./image-provider";
import { midjourneyProvider } from "./midjourney/client";
import type { ModelCapabilities } from "./model-capabilities";
import { openaiProvider } from "./openai/client";
import { replicateProvider } from "./replicate/client";
import { sketchProvider } from "./sketch/client";
import { stabilityProvider } from "./stability/client";

/**
 * Every vendor's adapter, in the order of the composer: the built-in renderer first, because it always works.
 * Which of the others are in use is told by the channels in the database.
 */
const providers: readonly ImageProvider[] = [
  sketchProvider,
  openaiProvider,
  bailianProvider,
  replicateProvider,
  stabilityProvider,
  midjourneyProvider,
  a1111Provider,
];

/** The adapter of this id; undefined for one that does not exist (any more). */
export const findProvider = (id: string): ImageProvider | undefined =>
  providers.find((provider) => provider.id === id);

/** Every model that some adapter knows, in the order of the composer. */
export const knownModels = (): readonly ModelCapabilities[] =>
  providers.flatMap((provider) => provider.models());

/** What one of the known models can do; undefined for one that no adapter knows. */
export const findKnownModel = (id: string): ModelCapabilities | undefined =>
  knownModels().find((model) => model.id === id);
