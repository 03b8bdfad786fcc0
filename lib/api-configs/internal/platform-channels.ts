import type { Transaction } from "@/db/client";
import { channels } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import { findProvider } from "@/lib/providers/registry";
import type { PlatformSlot } from "./platform-slots";

/** A channel for every model of the config's vendor that it does not have yet; says how many. */
export async function addPlatformChannels(
  tx: Transaction,
  configId: string,
  slot: Pick<PlatformSlot, "type" | "provider" | "options" | "position" | "maxConcurrent">,
  now: Date,
): Promise<number> {
  if (slot.type !== "image") return 0;
  const provider = findProvider(slot.provider);
  const models = provider
    ?.models()
    .filter((model) => !model.builtIn && provider.capabilities(model.id, slot.options) !== null);
  if (!models || models.length === 0) return 0;
  const added = await tx
    .insert(channels)
    .values(
      models.map((model) => ({
        id: newId("channel", now.getTime()),
        model: model.id,
        provider: slot.provider,
        vendorModel: model.id,
        apiConfigId: configId,
        position: slot.position,
        maxConcurrent: slot.maxConcurrent,
        createdAt: now,
        updatedAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: channels.id });
  return added.length;
}
