import { and, desc, eq, isNull, or } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { openConnection } from "@/lib/api-configs/open";
import type { Ctx } from "@/lib/platform/context";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { chat } from "@/lib/providers/openai/chat";
import { ProviderError } from "@/lib/providers/provider-error";
import { bareAnswer } from "../rules";

const CHAT_TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface ChatConfig {
  id: string;
  model: string;
  /** A key of the person, who pays for what is asked. */
  own: boolean;
}

/** The config that words go to: the person's own where there is one, otherwise the platform's; null without any. */
export async function findChatConfig(ctx: Ctx, userId: string | null): Promise<ChatConfig | null> {
  const whose = userId
    ? or(eq(apiConfigs.userId, userId), isNull(apiConfigs.userId))
    : isNull(apiConfigs.userId);
  const [config] = await executor(ctx)
    .select({ id: apiConfigs.id, model: apiConfigs.model, userId: apiConfigs.userId })
    .from(apiConfigs)
    .where(and(eq(apiConfigs.type, "chat"), eq(apiConfigs.isEnabled, true), whose))
    // False comes before true: the person's own before the platform's.
    .orderBy(isNull(apiConfigs.userId), desc(apiConfigs.createdAt))
    .limit(1);
  return config ? { id: config.id, model: config.model, own: config.userId !== null } : null;
}

interface Question {
  system: string;
  user: string;
  maxTokens: number;
  /** Gives up earlier, for somebody who no longer waits. */
  signal?: AbortSignal;
}

/** Asks a language model once, for at most 30 seconds. Throws ProviderError; an empty answer is one. */
export async function askForWords(
  ctx: Ctx,
  config: Pick<ChatConfig, "id" | "model">,
  { signal, ...order }: Question,
): Promise<string> {
  const opened = await openConnection(ctx, config.id);
  if (!opened) throw new ProviderError("invalid_request", "The key of the language model is gone.", true);
  const timeout = AbortSignal.timeout(CHAT_TIMEOUT_MS);
  const call = {
    connection: opened.connection,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    fetch: outboundFetch({ maxBytes: MAX_ANSWER_BYTES }),
  };
  const answer = bareAnswer(await chat(call, { model: config.model, ...order }));
  if (!answer) throw new ProviderError("provider_error", "The language model answered nothing.", true);
  return answer;
}
