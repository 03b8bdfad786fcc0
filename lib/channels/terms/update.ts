import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { modelTerms } from "@/db/schema";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import type { ModelCapabilities, Tier } from "@/lib/providers/model-capabilities";
import { findKnownModel } from "@/lib/providers/registry";
import { editField, editOperations, tierField, updateModelTermsInput } from "../schema";

type Input = z.output<typeof updateModelTermsInput>;

/**
 * Sets all terms of a model: whether it is offered, its place, its prices and what it costs us. They hold for the next
 * order; one that was placed keeps its price. What is absent is as the catalogue says.
 */
export async function updateModelTerms({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateModelTermsInput>;
}): Promise<{ model: string }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const given = updateModelTermsInput.parse(input);
  const updatedBy = requirePerson(ctx.actor);
  const known = findKnownModel(given.model);
  if (!known) throw notFound("model");
  const after = {
    isOffered: given.isOffered,
    position: given.position ?? null,
    creditsPerImage: pricesOf(known, given),
    creditsPerEdit: editPricesOf(known, given),
    costMicroYuan: given.costMicroYuan ?? null,
  };
  return transact(ctx, async (inner, tx) => {
    // A model may have no row yet, so its name is locked.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`model-terms:${known.id}`}, 0))`);
    const [row] = await tx.select().from(modelTerms).where(eq(modelTerms.model, known.id));
    const before = {
      isOffered: row?.isOffered ?? true,
      position: row?.position ?? null,
      creditsPerImage: row?.creditsPerImage ?? null,
      creditsPerEdit: row?.creditsPerEdit ?? null,
      costMicroYuan: row?.costMicroYuan ?? null,
    };
    if (isDeepStrictEqual(before, after)) return { model: known.id };
    const set = { ...after, updatedBy, updatedAt: ctx.now };
    await tx
      .insert(modelTerms)
      .values({ model: known.id, ...set })
      .onConflictDoUpdate({ target: modelTerms.model, set });
    await recordAudit(inner, tx, {
      ...{ action: "channels.model-terms", subjectId: known.id, before, after, reason: given.reason },
    });
    return { model: known.id };
  });
}

/** All tiers or none: the table keeps them together, and a tier that is not told costs what the catalogue says. */
function pricesOf(model: ModelCapabilities, given: Input): Record<Tier, number> | null {
  const told = (tier: Tier) => given[tierField(tier)];
  const all = {
    "1K": told("1K") ?? model.creditsPerImage["1K"],
    "2K": told("2K") ?? model.creditsPerImage["2K"],
    "4K": told("4K") ?? model.creditsPerImage["4K"],
  };
  return isDeepStrictEqual(all, { ...model.creditsPerImage }) ? null : all;
}

function editPricesOf(model: ModelCapabilities, given: Input): Record<string, number> | null {
  const told = editOperations.flatMap((operation) => {
    const price = given[editField(operation)];
    const can = model.edits[operation];
    return can && price !== undefined && price !== can.creditsPerImage ? [[operation, price] as const] : [];
  });
  return told.length === 0 ? null : Object.fromEntries(told);
}
