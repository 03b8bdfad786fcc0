import { and, eq, isNull, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiConfigs, channels, modelTerms } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { knownModels } from "@/lib/providers/registry";
import {
  type EditName,
  editOperations,
  type ModelNameView,
  type ModelTermsView,
  type Prices,
} from "../schema";
import { inOrder, withTerms } from "../terms/apply";

/** Every model of the catalogue with what is set about it, in the order of the composer. */
export async function listModelTerms({ ctx }: { ctx: Ctx }): Promise<ModelTermsView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [rows, ways] = await Promise.all([
    executor(ctx).select().from(modelTerms).limit(500),
    countWays(ctx),
  ]);
  const terms = new Map(rows.map((row) => [row.model, row]));
  return inOrder(knownModels(), terms).map((model): ModelTermsView => {
    const row = terms.get(model.id);
    const found = ways.get(model.id) ?? { enabled: 0, all: 0 };
    return {
      ...{ id: model.id, provider: model.provider, name: model.name, note: model.note },
      isOffered: row?.isOffered ?? true,
      isReachable: model.builtIn || found.enabled > 0,
      position: row?.position ?? null,
      prices: pricesOf(withTerms(model, row)),
      catalogue: pricesOf(model),
      costMicroYuan: row?.costMicroYuan ?? null,
      channels: found,
      updatedAt: row?.updatedAt.toISOString() ?? null,
      parameters: parametersOf(model),
    };
  });
}

/** What every model of the catalogue is called, also what is not offered: for pages that have only its id. */
export function listModelNames({ ctx }: { ctx: Ctx }): ModelNameView[] {
  requirePermission(ctx.actor, "READ_ADMIN");
  return knownModels().map(({ id, provider, name }) => ({ id, provider, name }));
}

async function countWays(ctx: Ctx): Promise<Map<string, { enabled: number; all: number }>> {
  const on = sql`${channels.isEnabled} and ${apiConfigs.isEnabled}`;
  const rows = await executor(ctx)
    .select({
      model: channels.model,
      all: sql<number>`count(*)::int`,
      enabled: sql<number>`(count(*) filter (where ${on}))::int`,
    })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(and(isNull(apiConfigs.userId)))
    .groupBy(channels.model);
  return new Map(rows.map(({ model, ...counts }) => [model, counts]));
}

const editsOf = (model: ModelCapabilities): EditName[] =>
  editOperations.filter((operation) => model.edits[operation] !== undefined);

const pricesOf = (model: ModelCapabilities): Prices => ({
  images: Object.fromEntries(model.tiers.map((tier) => [tier, model.creditsPerImage[tier]])),
  edits: Object.fromEntries(
    editsOf(model).map((operation) => [operation, model.edits[operation]?.creditsPerImage ?? null]),
  ),
});

const parametersOf = (model: ModelCapabilities): ModelTermsView["parameters"] => ({
  ratios: [...model.ratios],
  tiers: [...model.tiers],
  qualities: model.qualities.map((name) => ({ name, percent: model.qualityPercent[name] })),
  minCount: model.minCount,
  maxCount: model.maxCount,
  maxPerCall: model.maxPerCall,
  maxPromptChars: model.maxPromptChars,
  negativePrompt: model.negativePrompt,
  seed: model.seed,
  maxReferences: model.maxReferences,
  promptLanguage: model.promptLanguage ?? null,
  chargesOnRefusal: model.chargesOnRefusal,
  edits: editsOf(model).flatMap((name) => {
    const can = model.edits[name];
    const maxCount = can?.maxCount ?? model.maxCount;
    return can ? [{ name, prompt: can.prompt, strength: can.strength ?? false, maxCount }] : [];
  }),
});
