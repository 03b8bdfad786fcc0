import type { KeyObject } from "node:crypto";

/** A person with a phone who plays in a demo. */
export interface Person {
  openid: string;
  /** Shown on the phone only; WeChat tells no names. */
  name: string;
  system: "ios" | "android";
  follows: boolean;
  /** Opens pages as a snapshot visitor: a virtual openid that may be neither bound nor charged. */
  snapshot: boolean;
  /** The conversation with the official account, oldest first; at most the last 50. */
  chat: ChatLine[];
}

export interface ChatLine {
  at: Date;
  from: "person" | "account" | "wechat";
  /** Texts of the account may hold `<a href="…">` links. */
  text: string;
}

/** A parametric QR code that was created. */
export interface Ticket {
  ticket: string;
  /** What the code says. */
  url: string;
  scene: string;
  expiresAt: Date;
}

export type SimTradeState = "NOTPAY" | "SUCCESS" | "CLOSED" | "REFUND";

export interface SimRefund {
  refundId: string;
  outRefundNo: string;
  outTradeNo: string;
  refundFen: number;
  status: "PROCESSING" | "SUCCESS" | "CLOSED" | "ABNORMAL";
  createdAt: Date;
  succeededAt: Date | null;
  notifyUrl: string | null;
  /** The exact body of the first request. */
  body: string;
}

export interface SimOrder {
  tradeType: "JSAPI" | "NATIVE" | "MWEB";
  outTradeNo: string;
  appid: string;
  description: string;
  totalFen: number;
  openid: string | null;
  notifyUrl: string;
  attach: string | null;
  expiresAt: Date;
  /** The exact body of the first request: another one under the same number is refused. */
  body: string;
  /** prepay_id, code_url or h5_url. */
  prepaid: string;
  prepaidAt: Date;
  state: SimTradeState;
  transactionId: string | null;
  payerOpenid: string | null;
  paidAt: Date | null;
  refunds: SimRefund[];
}

/** What a merchant or account owner sets in WeChat's consoles. */
export interface Console {
  /** Where messages and events are posted; null sends none. */
  eventsUrl: string | null;
  /** Host (with port) that OAuth may return to. */
  oauthHost: string | null;
  /** The product as a browser reaches it; the web view of the phone opens it. */
  appUrl: string | null;
  messageMode: "plain" | "compatible" | "secure";
  /** Replies are signed with the public key of its id, or with the platform certificate. */
  signWith: "public-key" | "certificate";
}

/** Faults that tests and players ask for. Each holds for `times` uses and for orders whose number or description contains `match`. */
export interface Fault {
  name: string;
  match: string;
  times: number;
  argument: string;
}

/** Everything the simulated WeChat remembers; one per process. Only the simulator's own files read it. */
export interface Desk {
  readonly appid: string;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
  /** `gh_…` */
  readonly account: string;
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKey: string;
  readonly merchantPublicKey: KeyObject;
  readonly apiV3Key: string;
  readonly publicKeyId: string;
  readonly platformPublicKey: string;
  readonly platformPrivateKey: KeyObject;
  console: Console;
  people: Map<string, Person>;
  tickets: Map<string, Ticket>;
  orders: Map<string, SimOrder>;
  faults: Fault[];
  /** The simulator's clock: real time and what tests have moved it by. */
  now(): Date;
}

/** What a phone can do; every function plays WeChat's side as well, callbacks included. */
export interface Phone {
  /** Opens a QR code of ours by its content: follows (`subscribe`) or reports a `SCAN`; the reply lands in the chat. */
  scan(openid: string, url: string): Promise<void>;
  follow(openid: string): Promise<void>;
  unfollow(openid: string): Promise<void>;
  say(openid: string, text: string): Promise<void>;
  /** The person allows or refuses one notice of a template. */
  decide(openid: string, decision: { templateId: string; accepted: boolean }): Promise<void>;
  /** The order behind a prepay id (JSAPI, with the page's parameters, whose signature is checked), a `weixin://wxpay/…` code or an H5 address; throws words for the person. */
  openPayment(
    openid: string,
    by: { jsapi: Record<string, string> } | { codeUrl: string } | { h5Url: string },
  ): SimOrder;
  /** The person types the password: pays, then notices go out by the rules and faults. */
  pay(openid: string, outTradeNo: string): Promise<void>;
}
