import type { z } from "zod";
import { sleep } from "@/lib/platform/time";
import { readBytes } from "../response";
import type { AccountConfig } from "./config";
import { refusal } from "./errors";
import { verdictAnswer } from "./types";
import { WechatError } from "./words";

const TIMEOUT_MS = 5_000;
const BUSY_WAITS_MS = [300, 900];
const MAX_ANSWER_BYTES = 256 * 1024;

export interface Call<T> {
  method: "GET" | "POST";
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  answer: z.ZodType<T>;
  /** Whether doing it twice is as good as once: only then is a busy call repeated. */
  idempotent: boolean;
  /** True for calls that send the secret instead of an access token. */
  bySecret: boolean;
  /** What an answer must not carry into an error: tokens, codes, openids. */
  hide: readonly string[];
}

/** One call of api.weixin.qq.com, at most twice more while it is busy (-1). Throws WechatError. */
export async function ask<T>(config: AccountConfig, call: Call<T>): Promise<T> {
  for (const waitMs of call.idempotent ? (config.busyWaitsMs ?? BUSY_WAITS_MS) : []) {
    try {
      return await once(config, call);
    } catch (error) {
      if (!(error instanceof WechatError) || error.errcode !== -1) throw error;
      await sleep(waitMs);
    }
  }
  return once(config, call);
}

async function once<T>(config: AccountConfig, call: Call<T>): Promise<T> {
  const { status, text } = await exchange(config, call);
  const answer = parsed(text);
  const verdict = verdictAnswer.safeParse(answer);
  if (verdict.success && verdict.data.errcode !== 0)
    throw refusal(verdict.data, { bySecret: call.bySecret, hide: [config.secret, ...call.hide] });
  if (status >= 300 && status < 500 && status !== 408 && status !== 429)
    throw new WechatError("setup", 0, `The address answers ${status}: is the base URL right?`);
  if (status >= 300) throw new WechatError("retry", 0, `Answered ${status}.`);
  const result = call.answer.safeParse(answer);
  if (!verdict.success || !result.success)
    throw new WechatError("retry", 0, "The answer is not of the documented shape.");
  return result.data;
}

/** What fetch throws may quote the address, which holds the token: none of it goes into the error. */
async function exchange(
  config: AccountConfig,
  call: Call<unknown>,
): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await fetch(addressOf(config.apiBase, call), {
      method: call.method,
      headers: call.body === undefined ? {} : { "Content-Type": "application/json" },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      redirect: "manual",
      cache: "no-store",
      signal,
    });
    const bytes = await readBytes(response, MAX_ANSWER_BYTES);
    return { status: response.status, text: new TextDecoder().decode(bytes) };
  } catch {
    const detail = signal.aborted ? "No answer in time." : "The connection failed or broke off.";
    throw new WechatError("retry", 0, detail);
  }
}

function addressOf(base: string, { path, query = {} }: Call<unknown>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${base.replace(/\/+$/, "")}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

/** Some answers come as text/plain: only the text counts. Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
