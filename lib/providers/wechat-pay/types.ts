import { z } from "zod";

/** WeChat Pay's JSON, as far as the product reads it. Facts: pay.weixin.qq.com/doc/v3/merchant. */

const text = z.string().min(1);
const fen = z.int().nonnegative();
const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** A body in a schema; null when it is not JSON, not UTF-8 or something else. */
export function readAs<T>(schema: z.ZodType<T>, raw: Uint8Array): T | null {
  try {
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(raw);
    return schema.safeParse(JSON.parse(decoded)).data ?? null;
  } catch {
    return null;
  }
}

/** Only these two fields of a refusal are read: `detail` may repeat what was sent. */
export const refusalBody = z.object({ code: text, message: z.string().nullish() });

export const prepaidBodies = {
  jsapi: z.object({ prepay_id: text }).transform((body) => body.prepay_id),
  native: z.object({ code_url: text }).transform((body) => body.code_url),
  h5: z.object({ h5_url: z.url({ protocol: /^https?$/ }) }).transform((body) => body.h5_url),
};

export const transactionBody = z
  .object({
    appid: text,
    mchid: text,
    out_trade_no: text,
    transaction_id: z.string().nullish(),
    trade_state: z.enum(["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR"]),
    success_time: moment.nullish(),
    payer: z.object({ openid: z.string().nullish() }).nullish(),
    amount: z.object({ total: fen.nullish(), currency: z.string().nullish() }).nullish(),
  })
  .refine(
    ({ trade_state, transaction_id, amount }) =>
      (trade_state !== "SUCCESS" && trade_state !== "REFUND") || (transaction_id && amount?.total),
    "a paid order has a number and an amount",
  );
export type TransactionBody = z.infer<typeof transactionBody>;

const refundFields = {
  refund_id: text,
  out_refund_no: text,
  out_trade_no: text,
  transaction_id: text,
  // Zeros of the year 1 have been seen here in refunds that were not through yet.
  success_time: z.string().nullish(),
  amount: z.object({ refund: fen, total: fen }),
};

/** The answer to a refund and to a query of it. */
export const refundBody = z.object({
  ...refundFields,
  status: z.enum(["PROCESSING", "SUCCESS", "CLOSED", "ABNORMAL"]),
});

/** What an answer to a refund must be about. */
export const refundRequest = z.object({ out_refund_no: text });

/** What a refund notice holds: the state under another name, and the merchant. */
export const refundNoticeBody = z
  .object({ ...refundFields, mchid: text, refund_status: z.enum(["SUCCESS", "CLOSED", "ABNORMAL"]) })
  .transform(({ refund_status, ...rest }) => ({ ...rest, status: refund_status }));
export type RefundBody = z.infer<typeof refundBody>;

const sealed = z
  .object({
    algorithm: z.literal("AEAD_AES_256_GCM"),
    nonce: text,
    associated_data: z.string().nullish(),
    ciphertext: text,
  })
  .transform(({ nonce, associated_data, ciphertext }) => ({
    nonce,
    associatedData: associated_data ?? "",
    ciphertext,
  }));

export const noticeBody = z.object({ id: text, event_type: text, resource: sealed });

export const certificatesBody = z.object({
  data: z.array(z.object({ serial_no: text, encrypt_certificate: sealed })),
});

export const billBody = z.object({
  hash_type: z.literal("SHA1"),
  hash_value: z.string().regex(/^[0-9a-f]{40}$/i),
  download_url: z.url({ protocol: /^https?$/ }),
});
