import { openConnection } from "@/lib/api-configs/open";
import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime } from "@/lib/platform/crypto";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { singleton } from "@/lib/platform/process/singleton";
import type { Connection, ImageProvider } from "@/lib/providers/image-provider";
import { findProvider } from "@/lib/providers/registry";
import { webhookSecret } from "./call";

export interface GenuineNotice {
  apiConfigId: string;
  provider: string;
  noticeId: string;
  externalId: string;
}

const SECRET_TIMEOUT_MS = 5_000;
const SECRET_TTL_MS = 60 * 60_000;
const MAX_SECRETS = 1_000;

/** Signing secrets of accounts, asked once an hour. */
const secrets = () =>
  singleton("generations.webhook-secrets", () => new Map<string, { secret: string; atMs: number }>());

/**
 * A vendor's callback when it is genuine: the address carries the secret of its config, and where the vendor signs,
 * the signature holds and is recent. Null otherwise. It only ever makes us ask sooner.
 */
export async function verifyVendorNotice(call: {
  ctx: Ctx;
  vendor: string;
  key: string;
  headers: Headers;
  rawBody: Uint8Array;
}): Promise<GenuineNotice | null> {
  const { ctx, vendor, key, headers, rawBody } = call;
  const [apiConfigId = "", secret = ""] = key.split(".");
  if (!/^cfg_[0-9a-z]{26}$/.test(apiConfigId)) return null;
  if (!equalInConstantTime(secret, webhookSecret(apiConfigId))) return null;
  const provider = findProvider(vendor);
  const opened = provider?.verifyWebhook && (await openConnection(ctx, apiConfigId));
  if (!provider?.verifyWebhook || opened?.providerId !== vendor) return null;
  const signing = provider.webhookSecret ? await signingSecret(ctx, opened.connection, provider) : secret;
  const notice = provider.verifyWebhook({ headers, rawBody, secret: signing }, ctx.now);
  return notice && { apiConfigId, provider: vendor, ...notice };
}

async function signingSecret(ctx: Ctx, connection: Connection, provider: ImageProvider): Promise<string> {
  const known = secrets().get(connection.id);
  if (known && ctx.now.getTime() - known.atMs < SECRET_TTL_MS) return known.secret;
  const signal = AbortSignal.timeout(SECRET_TIMEOUT_MS);
  const secret = (await provider.webhookSecret?.({ connection, signal, fetch: outboundFetch() })) ?? "";
  if (secrets().size >= MAX_SECRETS) secrets().clear();
  secrets().set(connection.id, { secret, atMs: ctx.now.getTime() });
  return secret;
}
