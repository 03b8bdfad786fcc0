import { openConnection } from "@/lib/api-configs/open";
import { findWay, type Way } from "@/lib/channels/read";
import type { Ctx } from "@/lib/platform/context";
import { hmacHex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { sleep } from "@/lib/platform/time";
import type { Connection, ImageProvider, VendorCall } from "@/lib/providers/image-provider";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";
import { findProvider } from "@/lib/providers/registry";
import { storage } from "@/lib/providers/storage/client";
import type { AttemptRow } from "../internal/attempts";

/** The built-in renderer is called like a vendor, but there is nowhere to connect to. */
const NOWHERE: Connection = { id: "", baseUrl: "", apiKey: "", options: {} };

export interface OpenVendor {
  provider: ImageProvider;
  connection: Connection;
  /** What the attempt's model can do there. */
  model: ModelCapabilities;
  /** On a person's own key. */
  own: boolean;
}

/**
 * The adapter, the connection and the model of an attempt, also when they are not on offer any more: what has begun
 * ends with what it began with. Null when the channel, the config or the adapter is gone.
 */
export async function openVendor(
  ctx: Ctx,
  attempt: Pick<AttemptRow, "provider" | "channelId" | "model">,
): Promise<OpenVendor | null> {
  const provider = findProvider(attempt.provider);
  if (!provider) return null;
  const builtIn = provider.models().find((known) => known.id === attempt.model && known.builtIn);
  if (builtIn) return { provider, connection: NOWHERE, model: builtIn, own: false };
  const way: Way | null = attempt.channelId ? await findWay(ctx, attempt.channelId) : null;
  const opened = way && (await openConnection(ctx, way.apiConfigId));
  const model = opened && provider.capabilities(attempt.model, opened.connection.options);
  if (!opened || !model) return null;
  return { provider, connection: opened.connection, model, own: opened.userId !== null };
}

/** What the adapter gets for one call about an attempt. */
export function vendorCall(
  attempt: Pick<AttemptRow, "generationId" | "ordinal" | "provider">,
  { provider, connection, own }: Pick<OpenVendor, "provider" | "connection" | "own">,
  timeoutMs: number,
  onProgress?: VendorCall["onProgress"],
): VendorCall {
  let kept = 0;
  return {
    connection,
    own,
    signal: AbortSignal.timeout(timeoutMs),
    fetch: outboundFetch(),
    keep: async (bytes) => {
      const storageKey = `staging/${attempt.generationId}/${attempt.ordinal}-${kept}`;
      kept += 1;
      await putPatiently(storageKey, bytes);
      return { storageKey, sizeBytes: bytes.length };
    },
    onProgress,
    webhookUrl: provider.verifyWebhook ? webhookUrl(attempt.provider, connection.id) : undefined,
  };
}

/** A picture that was paid for is not given up because our own storage is away for a moment. */
async function putPatiently(key: string, bytes: Uint8Array): Promise<void> {
  for (const waitMs of [500, 2_000, 5_000, 15_000]) {
    try {
      return await storage().put(key, bytes, { contentType: "application/octet-stream" });
    } catch (err) {
      logger("generations.keep").warn("a picture could not be put away yet", { key, err });
      await sleep(waitMs);
    }
  }
  await storage().put(key, bytes, { contentType: "application/octet-stream" });
}

/** The secret word in the address of a config's callbacks; nobody can guess it and nothing has to be stored. */
export const webhookSecret = (configId: string): string =>
  hmacHex(env().AUTH_SECRET, `webhook:${configId}`).slice(0, 40);

/** Where a vendor may tell us that something changed; undefined where nobody outside can reach us. */
function webhookUrl(provider: string, configId: string): string | undefined {
  const { WEBHOOK_BASE_URL, APP_URL } = env();
  const base = WEBHOOK_BASE_URL ?? (APP_URL.startsWith("https://") ? APP_URL : undefined);
  if (!base || !configId) return undefined;
  return `${base.replace(/\/$/, "")}/api/webhooks/${provider}/${configId}.${webhookSecret(configId)}`;
}
