import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { modelTerms } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import type { Terms } from "./apply";

const columns = {
  model: modelTerms.model,
  isOffered: modelTerms.isOffered,
  position: modelTerms.position,
  creditsPerImage: modelTerms.creditsPerImage,
  creditsPerEdit: modelTerms.creditsPerEdit,
};

/** What is set about models, by their ids; about one of them only when it is named. */
export async function readTerms(ctx: Ctx, model?: string): Promise<Map<string, Terms>> {
  const rows = await executor(ctx)
    .select(columns)
    .from(modelTerms)
    .where(model === undefined ? undefined : eq(modelTerms.model, model))
    .limit(500);
  return new Map(rows.map(({ model: id, ...terms }) => [id, terms]));
}
