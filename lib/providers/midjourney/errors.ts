import { ProviderError } from "@/lib/providers/provider-error";
import { replyCodes, type SubmitReply, type Task } from "./types";

/** The proxy's own sentence, short, without keys, addresses or encoded bytes. */
export function quote(sentence: string | null | undefined, apiKey: string): string {
  const clean = (sentence ?? "")
    .replaceAll(apiKey || "\u0000", "…")
    .replaceAll(/(?:https?|wss?):\/\/\S+/gi, "…")
    .replaceAll(/\b(?:sk-|bearer\s+)[\w.-]+/gi, "…")
    .replaceAll(/[A-Za-z0-9+/=]{80,}/g, "…")
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim();
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
}

const saying = (sentence: string, quoted: string) => (quoted ? `${sentence}: ${quoted}` : `${sentence}.`);

/** new-api answers these after the proxy behind it has taken the order: only its own record is missing. */
const AFTER_ACCEPTANCE = /insert_midjourney_task_failed|(?:copy|close|unmarshal|read|empty)_response_body/;
const QUEUE_FULL = /队列已满|queue is full/i;
const NO_QUOTA = /quota_not_enough|次数已达上限|额度|insufficient/i;

/**
 * What a refusing reply to a submit means. `acts` is true for an action on an earlier task: then "not found" is that
 * task, otherwise it is a Discord account of the proxy.
 */
export function errorOfReply(reply: SubmitReply, acts: boolean, apiKey: string): ProviderError {
  const description = reply.description ?? "";
  const said = quote(description, apiKey);
  const lost = () => new ProviderError("unknown_outcome", saying("The proxy lost the answer", said), false);
  switch (reply.code) {
    case replyCodes.banned:
      return new ProviderError(
        "content_policy",
        saying("The prompt has a word that Midjourney refuses", bannedWord(reply, apiKey) || said),
        true,
      );
    case replyCodes.queueFull:
    case replyCodes.saturated:
      return new ProviderError("rate_limited", saying("The proxy's queue is full", said), true);
    case replyCodes.notFound:
      return acts
        ? new ProviderError("invalid_request", "The proxy does not know this picture any more.", true)
        : new ProviderError("provider_error", saying("The proxy has no account that works", said), true);
    case replyCodes.unknown:
      return lost();
    default:
      if (AFTER_ACCEPTANCE.test(description)) return lost();
      if (QUEUE_FULL.test(description))
        return new ProviderError("rate_limited", saying("The proxy's queue is full", said), true);
      if (NO_QUOTA.test(description))
        return new ProviderError("quota_exhausted", saying("The proxy account has no credit", said), true);
      return reply.code === replyCodes.invalid
        ? new ProviderError("invalid_request", saying("The proxy does not take this order", said), true)
        : new ProviderError("provider_error", saying("The proxy could not submit the order", said), true);
  }
}

function bannedWord(reply: SubmitReply, apiKey: string): string {
  const word = reply.properties?.bannedWord;
  return typeof word === "string" ? quote(word, apiKey) : "";
}

/** Why a task failed. The order had been taken, so none of these is certain not to have been charged. */
export function errorOfTask(task: Task, apiKey: string): ProviderError {
  const reason = task.failReason ?? "";
  const said = quote(reason, apiKey);
  if (task.status === "CANCEL" || reason.includes("取消任务"))
    return new ProviderError("not_found_or_expired", "The order was cancelled at the proxy.", false);
  if (/banned prompt|moderat|image denied|敏感词/i.test(reason))
    return new ProviderError("content_policy", saying("Midjourney refused the content", said), false);
  if (/invalid[ _]parameter/i.test(reason))
    return new ProviderError("invalid_request", saying("Midjourney does not take this order", said), false);
  // The proxy stopped waiting; Midjourney may still draw the picture and charge for it.
  if (/任务超时/.test(reason))
    return new ProviderError(
      "unknown_outcome",
      saying("The proxy waited too long for Midjourney", said),
      false,
    );
  return new ProviderError("provider_error", saying("Midjourney could not make the pictures", said), false);
}
