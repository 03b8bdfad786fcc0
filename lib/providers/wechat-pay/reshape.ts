import type { RefundBody, TransactionBody } from "./types";
import type { RefundReport, RefundStatus, TradeState, Transaction } from "./words";

const states: Record<TransactionBody["trade_state"], TradeState> = {
  SUCCESS: "success",
  REFUND: "refund",
  NOTPAY: "notpay",
  CLOSED: "closed",
  REVOKED: "revoked",
  USERPAYING: "userpaying",
  PAYERROR: "payerror",
};

/** An empty text is how some answers spell "none". */
const given = <T>(value: T | "" | null | undefined): T | null =>
  value === "" || value === undefined ? null : value;

export const transactionOf = (body: TransactionBody): Transaction => ({
  appid: body.appid,
  mchid: body.mchid,
  outTradeNo: body.out_trade_no,
  transactionId: given(body.transaction_id),
  state: states[body.trade_state],
  amountFen: body.amount?.total ?? null,
  currency: given(body.amount?.currency),
  payerOpenid: given(body.payer?.openid),
  paidAt: body.success_time ?? null,
});

const refundStatuses: Record<RefundBody["status"], RefundStatus> = {
  PROCESSING: "processing",
  SUCCESS: "success",
  CLOSED: "closed",
  ABNORMAL: "abnormal",
};

export const refundOf = (body: RefundBody): RefundReport => ({
  refundId: body.refund_id,
  outRefundNo: body.out_refund_no,
  outTradeNo: body.out_trade_no,
  transactionId: body.transaction_id,
  status: refundStatuses[body.status],
  refundFen: body.amount.refund,
  totalFen: body.amount.total,
  succeededAt: body.status === "SUCCESS" ? dateOf(body.success_time) : null,
});

function dateOf(text: string | null | undefined): Date | null {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? null : date;
}
