import type { BindingPurpose, BindingRefusal, BindingState } from "./schema";

/** How long WeChat keeps a code; the session ends a little earlier, so that no scan finds it gone. */
export const QR_LIFE_S = 600;
export const QR_MARGIN_MS = 15_000;
/** Who scanned has at least this long to confirm. */
export const CONFIRM_MS = 5 * 60_000;
/** Who was confirmed has this long to be signed in by the browser that asked. */
export const CLAIM_MS = 2 * 60_000;
export const POLL_AFTER_MS = 2_000;

export const REFRESH_TOKEN_MS = 60 * 86_400_000;

/** A browser that comes back with the same code gets the same answer for this long; WeChat's codes live as long. */
export const OAUTH_RETURN_MS = 5 * 60_000;

/** Scenes are `b1_` and 128 random bits; the prefix tells them from codes of other making and versions. */
export const SCENE_PREFIX = "b1_";
export const isBindingScene = (scene: string): boolean => /^b1_[\w-]{22}$/.test(scene);

interface Timed {
  purpose: BindingPurpose;
  state: BindingState;
  expiresAt: Date;
}

/** The state at a moment: what waits for somebody ends with its time, whether or not anybody has written it down. */
export function stateAt({ purpose, state, expiresAt }: Timed, now: Date): BindingState {
  const waits = state === "pending" || state === "scanned" || (state === "bound" && purpose === "sign_in");
  return waits && now >= expiresAt ? "expired" : state;
}

/** Until when a session waits after its scan. */
export const confirmUntil = (expiresAt: Date, now: Date): Date =>
  new Date(Math.max(expiresAt.getTime(), now.getTime() + CONFIRM_MS));

/** A session as a scan finds it. */
export interface ScannedSession extends Timed {
  /** Who scanned it first. */
  identityId: string | null;
  /** Null while WeChat has not answered: nobody can have seen the code. */
  qrContent: string | null;
}

/**
 * What a scan finds. `open`: the first one. `again`: the same person once more, who may not have seen the first
 * answer. `void`: used by somebody else, late, cancelled or unknown.
 */
export function standingOf(
  session: ScannedSession | null,
  identityId: string,
  now: Date,
): "open" | "again" | "void" {
  if (session === null || session.qrContent === null) return "void";
  const state = stateAt(session, now);
  if (state === "pending") return "open";
  if (state === "expired" || state === "cancelled") return "void";
  return session.identityId === identityId ? "again" : "void";
}

export type Refused = { refused: BindingRefusal };
export type MemberStatus = "active" | "suspended" | "deleted";

/** Whom an account or a device belongs to, as the one sees it who asks. */
export type Holder = "nobody" | "self" | "other";

/** A scan that binds a client. `boundElsewhere` counts the member's other devices. */
export function decideDevice(facts: {
  status: MemberStatus;
  holder: Holder;
  boundElsewhere: number;
  limit: number;
}): "bind" | "rebind" | "move" | Refused {
  if (facts.status !== "active") return { refused: "account_unavailable" };
  if (facts.holder === "self") return "rebind";
  if (facts.boundElsewhere >= facts.limit) return { refused: "device_limit" };
  return facts.holder === "other" ? "move" : "bind";
}

/** A scan that would sign in; a person without an account gets one when they open the page that asks them. */
export function decideSignIn(status: MemberStatus | null): "confirm" | Refused {
  return status === null || status === "active" ? "confirm" : { refused: "account_unavailable" };
}

/**
 * A scan or a confirmation that links WeChat to an account. `owner` is whom the WeChat belongs to; an account that
 * was made for it and holds nothing counts as nobody.
 */
export function decideLink(facts: {
  status: MemberStatus;
  owner: Holder;
  accountHasOther: boolean;
}): "link" | "linked" | Refused {
  if (facts.status !== "active") return { refused: "account_unavailable" };
  if (facts.owner === "self") return "linked";
  if (facts.owner === "other") return { refused: "wechat_has_other_account" };
  return facts.accountHasOther ? { refused: "account_has_other_wechat" } : "link";
}

export const holderOf = (holder: string | null, self: string | null): Holder =>
  holder === null ? "nobody" : holder === self ? "self" : "other";

/** Whether an event changes the follow state: only one that is newer than the last change at WeChat. */
export const isNewerFollow = (changedAt: Date | null, sentAt: Date): boolean =>
  changedAt === null || sentAt > changedAt;

/** What a person asks for by a word in the conversation; null for anything else. */
export function keywordOf(text: string): "unbind" | "member" | "help" | null {
  const word = text.trim().toLowerCase();
  if (["解绑", "解除绑定", "unbind"].includes(word)) return "unbind";
  if (["会员", "我的会员", "积分", "member"].includes(word)) return "member";
  if (["帮助", "help", "?", "？"].includes(word)) return "help";
  return null;
}
