/** Our words for what the official account's callbacks and calls say. */

/** A callback of the official account, verified and decrypted. */
export interface AccountMessage {
  /** Who it is from, an openid of this account. */
  openid: string;
  /** Our account, `gh_…`; a reply is sent from it. */
  account: string;
  sentAt: Date;
  /** One per delivery content: a repeated delivery of the same message has the same key. */
  dedupeKey: string;
  content: /** `scene` is null for who followed without one of our codes. */
    | { kind: "follow"; scene: string | null }
    | { kind: "scan"; scene: string }
    | { kind: "unfollow" }
    | { kind: "text"; text: string }
    | { kind: "menu"; key: string }
    | { kind: "subscription"; changes: { templateId: string; accepted: boolean }[] }
    /** Anything that the product does not use. */
    | { kind: "other"; name: string };
}

export interface SceneQr {
  ticket: string;
  /** What the QR code says; rendered by ourselves. */
  url: string;
  expiresAt: Date;
}

/** Who came back from the web authorisation. */
export interface WebIdentity {
  openid: string;
  unionid: string | null;
  /** A visitor of a snapshot page is nobody: neither bound nor charged. */
  isSnapshot: boolean;
}

/**
 * `retry`: busy, later. `limited`: a quota is used up. `code`: an OAuth code that is used, late or wrong. `person`:
 * the person cannot be reached (does not follow, refused, no such openid). `setup`: configuration; an operator must look.
 */
export type AccountTrouble = "retry" | "limited" | "code" | "person" | "setup";

export class WechatError extends Error {
  override readonly name = "WechatError";
  constructor(
    readonly trouble: AccountTrouble,
    /** The vendor's errcode; 0 when there was no readable answer. */
    readonly errcode: number,
    /** Never a token, a secret, a code or an openid. */
    readonly detail: string,
  ) {
    super(`${trouble} ${errcode}: ${detail}`);
  }
  /** The account is one per process, and Next keeps several copies of this module: the name tells, not the copy. */
  static override [Symbol.hasInstance](value: unknown): value is WechatError {
    return value instanceof Error && value.name === "WechatError";
  }
}

/** A credential that all instances share, with when it ends. */
export interface StoredToken {
  value: string;
  expiresAt: Date;
}

/** Where instances share their credentials; the caller has one over the database. */
export interface TokenStore {
  read(name: "access" | "jsapi"): Promise<StoredToken | null>;
  /**
   * One instance at a time: calls `renew` with what is stored now, under a lock that all instances share, stores what
   * it returns, and returns it. `renew` returns its argument when another instance was quicker.
   */
  renew(
    name: "access" | "jsapi",
    renew: (stored: StoredToken | null) => Promise<StoredToken>,
  ): Promise<StoredToken>;
}

/** The official account as the product uses it. Every call has a time-out and throws WechatError only. */
export interface WechatAccount {
  appid: string;
  createSceneQr(scene: string, lifeS: number, now: Date): Promise<SceneQr>;
  /** Where to send a browser for `snsapi_base`; `state` is `[a-zA-Z0-9]`, at most 128 characters. */
  authorizeUrl(redirectUrl: string, state: string): string;
  exchangeCode(code: string): Promise<WebIdentity>;
  /** Whether the person follows now. */
  follows(openid: string): Promise<boolean>;
  /** `config` of the JS-SDK for a page address (its hash is cut off). */
  jsSdkConfig(
    pageUrl: string,
    now: Date,
  ): Promise<{ appId: string; timestamp: number; nonceStr: string; signature: string }>;
  sendSubscribeMessage(message: {
    openid: string;
    templateId: string;
    page?: string;
    data: Record<string, string>;
  }): Promise<void>;
  /** The `echostr` to answer a GET verification with; null when the signature does not hold. */
  verifyUrl(query: URLSearchParams): string | null;
  /** Null for a wrong signature, a plain body where encryption is demanded, another account's message, or no message. */
  readMessage(callback: { query: URLSearchParams; raw: Uint8Array }): AccountMessage | null;
  /** The body of a passive text reply, encrypted as the account's mode demands; null text gives `success`. */
  reply(message: AccountMessage, text: string | null, now: Date): string;
}
