import { and, asc, eq, isNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiConfigs, channels } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import type { ImageProvider } from "@/lib/providers/image-provider";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { findKnownModel, findProvider, knownModels } from "@/lib/providers/registry";
import { inOrder, withTerms } from "./terms/apply";
import { readTerms } from "./terms/read";

/** A model that somebody can choose. */
export interface Offer {
  /** Its `id` is what orders name: our id of the model, or the id of the own config. */
  model: ModelCapabilities;
  provider: ImageProvider;
  own: boolean;
  simulated: boolean;
}

/** Everything on offer for a person (for nobody in particular without one), in the order of the composer. */
export async function listOffers(ctx: Ctx, userId: string | null): Promise<Offer[]> {
  const [ways, terms, own] = await Promise.all([
    platformWays(ctx),
    readTerms(ctx),
    userId ? ownConfigs(ctx, userId) : [],
  ]);
  const offers = inOrder(knownModels(), terms).flatMap((model): Offer[] => {
    const provider = findProvider(model.provider);
    const way = ways.get(model.id);
    const set = terms.get(model.id);
    if (!provider || (!model.builtIn && !way) || set?.isOffered === false) return [];
    return [{ model: withTerms(model, set), provider, own: false, simulated: way?.simulated ?? false }];
  });
  return [...own.flatMap((config) => ownOffer(config) ?? []), ...offers];
}

/**
 * One model on offer for a person, at the operator's prices, or null. Someone else's config is no offer. A job finds
 * what is not offered any more as well: orders that were placed go on.
 */
export async function findOffer(ctx: Ctx, userId: string, modelId: string): Promise<Offer | null> {
  if (modelId.startsWith("cfg_")) {
    const [config] = (await ownConfigs(ctx, userId)).filter(({ id }) => id === modelId);
    return config ? (ownOffer(config) ?? null) : null;
  }
  const model = findKnownModel(modelId);
  const provider = model && findProvider(model.provider);
  if (!model || !provider) return null;
  const [ways, terms] = await Promise.all([platformWays(ctx, modelId), readTerms(ctx, modelId)]);
  const [way, set] = [ways.get(modelId), terms.get(modelId)];
  if (set?.isOffered === false && ctx.actor.kind !== "job") return null;
  if (!model.builtIn && !way) return null;
  return { model: withTerms(model, set), provider, own: false, simulated: way?.simulated ?? false };
}

/** Models that the platform has a way to, and whether only simulators answer them. */
async function platformWays(ctx: Ctx, model?: string): Promise<Map<string, { simulated: boolean }>> {
  const rows = await executor(ctx)
    .selectDistinct({ model: channels.model, simulated: apiConfigs.isSimulated })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(
      and(
        isNull(apiConfigs.userId),
        eq(apiConfigs.isEnabled, true),
        eq(channels.isEnabled, true),
        model ? eq(channels.model, model) : undefined,
      ),
    )
    .limit(500);
  const ways = new Map<string, { simulated: boolean }>();
  for (const row of rows)
    ways.set(row.model, { simulated: (ways.get(row.model)?.simulated ?? true) && row.simulated });
  return ways;
}

type OwnConfig = Pick<
  typeof apiConfigs.$inferSelect,
  "id" | "name" | "provider" | "model" | "options" | "isSimulated"
>;

const ownConfigs = (ctx: Ctx, userId: string): Promise<OwnConfig[]> =>
  executor(ctx)
    .select({
      id: apiConfigs.id,
      name: apiConfigs.name,
      provider: apiConfigs.provider,
      model: apiConfigs.model,
      options: apiConfigs.options,
      isSimulated: apiConfigs.isSimulated,
    })
    .from(apiConfigs)
    .where(and(eq(apiConfigs.userId, userId), eq(apiConfigs.type, "image"), eq(apiConfigs.isEnabled, true)))
    .orderBy(asc(apiConfigs.createdAt))
    .limit(50);

/** An own key has the vendor's abilities and the platform's small fee; the vendor is paid by the person. */
function ownOffer(config: OwnConfig): Offer | undefined {
  const provider = findProvider(config.provider);
  const model = provider?.capabilities(config.model, config.options);
  if (!provider || !model) return undefined;
  const fee = env().OWN_KEY_FEE_CREDITS;
  const edits = Object.fromEntries(
    Object.entries(model.edits).map(([operation, can]) => [operation, { ...can, creditsPerImage: fee }]),
  );
  const own: ModelCapabilities = {
    ...model,
    id: config.id,
    name: { zh: config.name, en: config.name },
    edits,
    creditsPerImage: { "1K": fee, "2K": fee, "4K": fee },
    qualityPercent: { draft: 100, standard: 100, high: 100 },
  };
  return { model: own, provider, own: true, simulated: config.isSimulated };
}

export interface Way {
  apiConfigId: string;
  vendorModel: string;
  provider: string;
  options: Record<string, string>;
}

/** Where a channel leads, or null when it is gone. For jobs. */
export async function findWay(ctx: Ctx, channelId: string): Promise<Way | null> {
  requireJob(ctx.actor);
  const [row] = await executor(ctx)
    .select({
      apiConfigId: channels.apiConfigId,
      vendorModel: channels.vendorModel,
      provider: channels.provider,
      options: apiConfigs.options,
    })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(eq(channels.id, channelId));
  return row ?? null;
}
