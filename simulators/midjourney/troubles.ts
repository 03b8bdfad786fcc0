import type { Scenario } from "@/simulators/kit/scenario";
import { HANG, type SimOutcome } from "@/simulators/kit/server";
import { type Dialect, reply, unauthorized } from "./dialects";

const MAX_FAILED_ONCE = 1_000;

/** Refusals by code, in the words of the servers. */
const codes: Record<string, { code: number; description: string; properties?: Record<string, unknown> }> = {
  code_3: { code: 3, description: "无可用的账号实例" },
  code_4: { code: 4, description: "base64格式错误" },
  code_5: { code: 5, description: "do_request_failed" },
  code_9: { code: 9, description: "提交失败" },
  code_24: {
    code: 24,
    description: "可能包含敏感词",
    properties: { promptEn: "nude body", bannedWord: "nude" },
  },
  code_30: { code: 30, description: "当前分组上游负载已饱和，请稍后再试" },
  record_lost: { code: 4, description: "insert_midjourney_task_failed" },
};

/** Remembers what has failed once already. */
export type FailedOnce = Set<string>;

/** What goes wrong with a submit before the server takes it; undefined when nothing does. */
export function refusalOf(
  { name, argument }: Scenario,
  dialect: Dialect,
  order: string,
  failedOnce: FailedOnce,
): SimOutcome | undefined {
  const known = codes[name];
  if (known) return reply(dialect, known);
  switch (name) {
    case "auth_401":
      return unauthorized(dialect);
    case "policy":
      return reply(dialect, codes.code_24 ?? { code: 24, description: "" });
    case "quota":
      return dialect === "new-api"
        ? reply(dialect, { code: 4, description: "quota_not_enough" })
        : reply(dialect, { code: 9, description: "今日绘图次数已达上限" });
    case "code_23":
      return dialect === "trueai"
        ? reply(dialect, { code: 9, description: "提交失败，队列已满，请稍后重试" })
        : reply(dialect, { code: 23, description: "队列已满，请稍后尝试" });
    case "429_retry_after":
      return { status: 429, headers: { "retry-after": argument ?? "1" }, body: "Too Many Requests" };
    case "429_no_header":
      return { status: 429, body: "Too Many Requests" };
    case "500_then_ok": {
      if (failedOnce.has(order)) return undefined;
      if (failedOnce.size < MAX_FAILED_ONCE) failedOnce.add(order);
      return { status: 500, body: { timestamp: 0, status: 500, error: "Internal Server Error" } };
    }
    default:
      return serverTrouble(name);
  }
}

/** Troubles of the server or of what stands before it, the same for every route. */
export function serverTrouble(name: string): SimOutcome | undefined {
  switch (name) {
    case "503":
      return { status: 503, body: "Service Unavailable" };
    case "html_502":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
      };
    case "malformed_json":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"code":1,"descr' };
    case "hang":
      return HANG;
    default:
      return undefined;
  }
}

/** Why a task fails later; null when it does not. */
export const failReasonOf = ({ name }: Scenario): string | null =>
  ({
    failed_banned:
      "[Banned prompt detected] Sorry! Our AI moderators feel your prompt might be against our rules.",
    failed_parameter: "[Invalid parameter] Invalid value provided for argument `--stylize`",
    failed_timeout: "任务超时",
    failed_other: "[Internal error] Something went wrong",
  })[name] ?? null;
