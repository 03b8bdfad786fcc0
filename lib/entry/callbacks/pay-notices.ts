import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { requestContext } from "../context";
import { type Callback, WECHAT_BUDGET_MS } from "./callback";
import { forgery } from "./forgery";

/** What the domain does with notices of WeChat Pay; `N` is a notice that was verified and decrypted. */
export interface PayVerbs<N> {
  /** Null when the signature does not hold, also for WeChat's own probes with a wrong one. */
  read(call: { ctx: Ctx; headers: Headers; raw: Uint8Array }): Promise<N | null>;
  /** Returns once everything that the notice says is committed. */
  accept(call: { ctx: Ctx; notice: N; raw: Uint8Array; headers: Headers }): Promise<void>;
}

const MAX_BYTES = 64 * 1024;

/** The status decides: WeChat Pay takes any 200 for a yes, whatever its body says. */
const payAnswer = (status: number) =>
  Response.json(status === 200 ? { code: "SUCCESS", message: "成功" } : { code: "FAIL", message: "失败" }, {
    status,
    headers: { "cache-control": "no-store" },
  });

/** The callback for payments or the one for refunds; both take every notice, since the vendor names its kind. */
export function payNotices<N>(name: "pay/notify" | "pay/refund-notify", verbs: PayVerbs<N>): Callback {
  return {
    name,
    maxBytes: MAX_BYTES,
    budgetMs: WECHAT_BUDGET_MS,
    headers: ["wechatpay-*", "content-type", "user-agent"],
    handle: async (call) => {
      const { raw, headers } = call;
      const ctx = requestContext({ kind: "webhook", vendor: "wechat-pay" }, call.requestId);
      const notice = await verbs.read({ ctx, headers, raw });
      if (notice === null) throw await forgery("webhook_wechat_pay", call, 401);
      await verbs.accept({ ctx, notice, raw, headers });
      return payAnswer(200);
    },
    failed: (error) => payAnswer(error instanceof AppError ? error.status : 500),
    unreachable: () => payAnswer(502),
  };
}
