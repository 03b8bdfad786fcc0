/** Our words for what WeChat Pay says; `reshape.ts` makes them from the vendor's, and nothing above sees those. */

export const tradeTypes = ["jsapi", "native", "h5"] as const;
export type TradeType = (typeof tradeTypes)[number];

export type TradeState = "success" | "refund" | "notpay" | "closed" | "revoked" | "userpaying" | "payerror";

/** A payment as WeChat Pay tells it in a notice, an answer to a query, or a row of the trade bill. */
export interface Transaction {
  appid: string;
  mchid: string;
  outTradeNo: string;
  /** Null until somebody has paid. */
  transactionId: string | null;
  state: TradeState;
  /** What was to be paid, in fen; null where the vendor does not say it (unpaid orders). */
  amountFen: number | null;
  currency: string | null;
  payerOpenid: string | null;
  paidAt: Date | null;
}

export type RefundStatus = "processing" | "success" | "closed" | "abnormal";

/** A refund as WeChat Pay tells it. */
export interface RefundReport {
  /** WeChat Pay's own number. */
  refundId: string;
  /** Ours; the same number again is the same refund. */
  outRefundNo: string;
  outTradeNo: string;
  transactionId: string;
  status: RefundStatus;
  refundFen: number;
  totalFen: number;
  succeededAt: Date | null;
}

/** What an order asks for. The body made from it is stored and sent byte for byte again on every repetition. */
export interface PrepayRequest {
  tradeType: TradeType;
  outTradeNo: string;
  /** At most 127 characters. */
  description: string;
  amountFen: number;
  expiresAt: Date;
  notifyUrl: string;
  /** JSAPI only. */
  openid?: string;
  /** H5 only. */
  payerAddress?: string;
}

/** What the payer needs next: a prepay id (JSAPI), the content of a QR code (native) or an address (H5). */
export interface Prepaid {
  kind: TradeType;
  value: string;
}

/** The arguments of `getBrandWCPayRequest`, in the vendor's spelling because they go to its script as they are. */
export interface JsapiParameters {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: "RSA";
  paySign: string;
}

/** A notice whose signature holds and whose content is decrypted. */
export type PayNotice =
  | { id: string; kind: "payment"; transaction: Transaction }
  | { id: string; kind: "refund"; refund: RefundReport }
  /** Signed by WeChat Pay, and about something that the product does not use. */
  | { id: string; kind: "other"; eventType: string };

/** A row of the trade bill; refunds stand in rows of their own. */
export type BillRow =
  | { kind: "payment"; transaction: Transaction }
  | {
      kind: "refund";
      outTradeNo: string;
      transactionId: string;
      refundId: string;
      outRefundNo: string;
      refundFen: number;
      status: RefundStatus;
    };

export type Bill =
  | { state: "ready"; rows: BillRow[]; sha1: string }
  | { state: "empty" }
  | { state: "not_yet" };

/**
 * What to conclude from a failure. `unknown`: lost, unsigned or 5xx, so query. `busy`: refused for now, the same
 * request may be sent again after a while. `refused`: a final no for a reason that the person may read. `paid`,
 * `closed`, `missing`: what the vendor says about the order (for a refund `missing` says that there is none).
 * `setup`: our own configuration or a bug; an operator must look.
 */
export type PayTrouble = "unknown" | "busy" | "refused" | "paid" | "closed" | "missing" | "setup";

/** A call to WeChat Pay that brought no result. */
export class WechatPayError extends Error {
  override readonly name = "WechatPayError";
  constructor(
    readonly trouble: PayTrouble,
    /** The vendor's code without underscores, e.g. ORDERPAID; `""` when there was no readable answer. */
    readonly code: string,
    /** The vendor's sentence, or ours; never a key, an openid or a body. */
    readonly detail: string,
    readonly requestId?: string,
  ) {
    super(`${trouble} ${code}: ${detail}`);
  }
  /** The merchant account is one per process, and Next keeps several copies of this module: the name tells, not the copy. */
  static override [Symbol.hasInstance](value: unknown): value is WechatPayError {
    return value instanceof Error && value.name === "WechatPayError";
  }
}

/** WeChat Pay as the product uses it. Every call has a time-out and throws WechatPayError only. */
export interface WechatPay {
  appid: string;
  mchid: string;
  /** The exact JSON body of an order, to be stored before it is sent. Pure. */
  prepayBody(request: PrepayRequest): string;
  /** Sends a stored body. The same body again is the same order. */
  prepay(tradeType: TradeType, body: string): Promise<Prepaid>;
  jsapiParameters(prepayId: string, now: Date): JsapiParameters;
  query(outTradeNo: string): Promise<Transaction>;
  /** Resolves when the order is closed at WeChat Pay; throws `paid` when somebody was quicker. */
  close(outTradeNo: string): Promise<void>;
  /** The exact JSON body of a refund, to be stored before it is sent. Pure. */
  refundBody(request: {
    outRefundNo: string;
    outTradeNo: string;
    refundFen: number;
    totalFen: number;
    /** At most 80 characters; the payer reads it. */
    reason: string;
    notifyUrl: string;
  }): string;
  refund(body: string): Promise<RefundReport>;
  queryRefund(outRefundNo: string): Promise<RefundReport>;
  /** The bill of a day in Shanghai, `2026-11-21`. */
  tradeBill(date: string): Promise<Bill>;
  /** Null when the signature does not hold, the time is off, the key is unknown or the content does not decrypt. */
  readNotice(notice: { headers: Headers; raw: Uint8Array; now: Date }): Promise<PayNotice | null>;
}
