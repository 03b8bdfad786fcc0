import type { z } from "zod";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { hashOf, placeOrder } from "./order/place";
import { createGenerationInput, type GenerationRefusal, type GenerationView } from "./schema";

/** Takes an order for new pictures; see `placeOrder`. */
export async function createGeneration({
  ctx,
  input,
}: {
  ctx: Ctx<OwnerActor>;
  input: z.input<typeof createGenerationInput>;
}): Promise<GenerationView | GenerationRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { expectedCredits, ...order } = createGenerationInput.parse(input);
  const inputHash = hashOf(order);
  return placeOrder(ctx, { operation: "generate", ...order }, { inputHash, expectedCredits });
}
