/** What the official account's side remembers besides the desk. Times are milliseconds of the simulator's clock. */

export interface IssuedToken {
  kind: "stable" | "classic";
  validUntil: number;
  /** What it answers afterwards: 42001 when it simply grew old, 40001 when a newer token ended it. */
  afterwards: 40001 | 42001;
}

export interface IssuedCode {
  openid: string;
  isSnapshot: boolean;
  scope: string;
  expiresAt: number;
  isUsed: boolean;
}

export interface WebGrant {
  openid: string;
  scope: string;
  isSnapshot: boolean;
  accessToken: string;
  accessUntil: number;
  refreshUntil: number;
}

export interface AccountBooks {
  tokens: Map<string, IssuedToken>;
  /** The current token of each kind. */
  current: { stable: string | null; classic: string | null };
  /** When the last forced refresh was, and how many there were on which day. */
  forced: { at: number; day: string; count: number };
  /** Calls of cgi-bin/token on a day. */
  classicCalls: { day: string; count: number };
  pageTicket: { value: string; until: number } | null;
  codes: Map<string, IssuedCode>;
  /** By refresh token. */
  grants: Map<string, WebGrant>;
  /** How each follower came. */
  follows: Map<string, { at: Date; scene: string | null }>;
  /** How many notices a person has accepted, by openid and template. */
  consents: Map<string, number>;
  /** `CreateTime` of the last message of each person: no two of one person share a second. */
  lastMessageAt: Map<string, number>;
}

export const newAccountBooks = (): AccountBooks => ({
  tokens: new Map(),
  current: { stable: null, classic: null },
  forced: { at: Number.NEGATIVE_INFINITY, day: "", count: 0 },
  classicCalls: { day: "", count: 0 },
  pageTicket: null,
  codes: new Map(),
  grants: new Map(),
  follows: new Map(),
  consents: new Map(),
  lastMessageAt: new Map(),
});

export const consentKey = (openid: string, templateId: string): string => `${openid} ${templateId}`;
