import { openConnection } from "@/lib/api-configs/open";
import { findWay, type Way } from "@/lib/channels/read";
import type { Ctx } from "@/lib/platform/context";
import { hmacHex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import type { Connection, ImageProvider, VendorCall } from "@/lib/providers/image-provider";
import { findProvider } from "@/lib/providers/registry";
import { storage } from "@/lib/providers/storage/client";
import type { AttemptRow } from "../internal/attempts";

/** The built-in renderer is called like a vendor, but there is nowhere to connect to. */
const NOWHERE: Connection = { id: "", baseUrl: "", apiKey: "", options: {} };

/** The adapter and the connection of an attempt; null when its channel, its config or its adapter is gone. */
export async function openVendor(
  ctx: Ctx,
  attempt: Pick<AttemptRow, "provider" | "channelId">,
): Promise<{ provider: ImageProvider; connection: Connection } | null> {
  const provider = findProvider(attempt.provider);
  if (!provider) return null;
  if (provider.models().some((model) => model.builtIn)) return { provider, connection: NOWHERE };
  const way: Way | null = attempt.channelId ? await findWay(ctx, attempt.channelId) : null;
  if (!way) return null;
  const opened = await openConnection(ctx, way.apiConfigId);
  return opened ? { provider, connection: opened.connection } : null;
}

/** What the adapter gets for one call about an attempt. */
export function vendorCall(
  attempt: Pick<AttemptRow, "generationId" | "ordinal" | "provider">,
  provider: ImageProvider,
  connection: Connection,
  timeoutMs: number,
  onProgress?: VendorCall["onProgress"],
): VendorCall {
  let kept = 0;
  return {
    connection,
    signal: AbortSignal.timeout(timeoutMs),
    fetch: outboundFetch(),
    keep: async (bytes) => {
      const storageKey = `staging/${attempt.generationId}/${attempt.ordinal}-${kept}`;
      kept += 1;
      await storage().put(storageKey, bytes, { contentType: "application/octet-stream" });
      return { storageKey, sizeBytes: bytes.length };
    },
    onProgress,
    webhookUrl: provider.verifyWebhook ? webhookUrl(attempt.provider, connection.id) : undefined,
  };
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
