import type { Wrong } from "./fields";

/** What a pay call comes to before it is signed. */
export interface PayAnswer {
  status: number;
  /** JSON, or nothing (204). */
  body?: unknown;
  /** Goes out as it is and is not signed. */
  file?: Buffer;
  /** The part of `Request-ID` behind the dash. */
  detailCode?: string;
}

const statuses = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  APPID_MCHID_NOT_MATCH: 400,
  MCH_NOT_EXISTS: 400,
  ORDERPAID: 400,
  ORDER_CLOSED: 400,
  NO_STATEMENT_EXIST: 400,
  STATEMENT_CREATING: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
} as const;
export type PayCode = keyof typeof statuses;

export const isPayCode = (code: string): code is PayCode => Object.hasOwn(statuses, code);

export const refusePay = (code: PayCode, message: string, detail?: unknown): PayAnswer => ({
  status: statuses[code],
  body: { code, message, ...(detail === undefined ? {} : { detail }) },
});

export const refuseField = (
  wrong: Wrong,
  location: "body" | "query" | "path" | "header" = "body",
): PayAnswer => refusePay("PARAM_ERROR", `参数错误：${wrong.field} ${wrong.issue}`, { ...wrong, location });

/** Thrown by the calls and answered by the router. */
export class PayRefusal extends Error {
  override readonly name = "PayRefusal";
  constructor(readonly answer: PayAnswer) {
    super("refused");
  }
}

export const reject = (code: PayCode, message: string): never => {
  throw new PayRefusal(refusePay(code, message));
};
