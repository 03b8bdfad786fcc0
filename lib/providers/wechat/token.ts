import { logger } from "@/lib/platform/log";
import { sleep } from "@/lib/platform/time";
import type { AccountConfig } from "./config";
import { isStale } from "./errors";
import { ask } from "./http";
import { ticketAnswer, tokenAnswer } from "./types";
import { type StoredToken, type TokenStore, WechatError } from "./words";

/** WeChat makes a new token when less than this is left, and both work until then. */
const REFRESH_BELOW_MS = 300_000;
/** A token with less than this may end on its way. */
const USABLE_ABOVE_MS = 10_000;
const HOLD_MS = 10_000;
const UNCHANGED_WAIT_MS = 500;

const log = logger("providers.wechat");

type Name = "access" | "jsapi";

export interface Credentials {
  /**
   * Runs a call with the shared access token. When the call is refused for its token, the token is renewed, unless
   * another instance was quicker, and the call runs once more.
   */
  withToken<T>(use: (accessToken: string) => Promise<T>): Promise<T>;
  /** The shared ticket that JS-SDK signatures are made with. */
  ticket(): Promise<string>;
}

/**
 * The credentials that all instances share. Tokens come from stable_token and never with force_refresh: instances
 * get the same token instead of ending each other's.
 */
export function credentials(config: AccountConfig, store: TokenStore): Credentials {
  const renewOnce = sharedWork();
  const { hold, isHeld } = holdList(config.holdMs ?? HOLD_MS);

  /** What is stored while it lasts; a renewal that fails costs nothing as long as the old one still works. */
  async function current(name: Name, renew: () => Promise<StoredToken>): Promise<string> {
    const stored = await ofStore(store.read(name));
    if (stored && isFresh(stored)) return stored.value;
    const usable = stored !== null && leftMs(stored) > USABLE_ABOVE_MS;
    if (usable && isHeld(name, stored.value)) return stored.value;
    try {
      const renewed = await renewOnce(name, renew);
      if (renewed.value === stored?.value && !isFresh(renewed)) hold(name, renewed.value);
      return renewed.value;
    } catch (error) {
      if (!usable || !(error instanceof WechatError)) throw error;
      hold(name, stored.value);
      log.warn("a credential could not be renewed; the old one still works", {
        credential: name,
        errcode: error.errcode,
        detail: error.detail,
      });
      return stored.value;
    }
  }

  const renewAccess = (): Promise<StoredToken> =>
    ofStore(store.renew("access", async (stored) => (stored && isFresh(stored) ? stored : newToken(config))));

  /** Compare and swap: only the token that failed is replaced. */
  const replaceAccess = (failed: string): Promise<StoredToken> =>
    ofStore(
      store.renew("access", async (stored) =>
        stored && stored.value !== failed && leftMs(stored) > USABLE_ABOVE_MS ? stored : newToken(config),
      ),
    );

  async function withToken<T>(use: (accessToken: string) => Promise<T>): Promise<T> {
    const token = await current("access", renewAccess);
    try {
      return await use(token);
    } catch (error) {
      if (!isStale(error) || isHeld("access", token)) throw error;
      const { value } = await renewOnce(`access ${token}`, () => replaceAccess(token));
      log.warn("the access token was refused", { errcode: error.errcode, changed: value !== token });
      if (value === token) {
        // WeChat insists on the token that it refused: a moment later it may know it, and asking again is no use.
        hold("access", token);
        await sleep(config.busyWaitsMs?.[0] ?? UNCHANGED_WAIT_MS);
      }
      return use(value);
    }
  }

  /** The token is fetched outside the ticket's lock, so that a store with a single lock cannot lock itself. */
  const renewTicket = (): Promise<StoredToken> =>
    withToken((token) =>
      ofStore(
        store.renew("jsapi", async (stored) =>
          stored && isFresh(stored) ? stored : newTicket(config, token),
        ),
      ),
    );

  return { withToken, ticket: () => current("jsapi", renewTicket) };
}

/** Runs work once for all who ask under the same key meanwhile: they need not queue for the lock of all instances. */
function sharedWork() {
  const running = new Map<string, Promise<StoredToken>>();
  return (key: string, work: () => Promise<StoredToken>): Promise<StoredToken> => {
    const known = running.get(key);
    if (known) return known;
    const started = work().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}

/** Credentials that WeChat would not change just now. */
function holdList(holdMs: number) {
  const held = new Map<Name, { value: string; untilMs: number }>();
  return {
    hold: (name: Name, value: string): void => void held.set(name, { value, untilMs: Date.now() + holdMs }),
    isHeld: (name: Name, value: string): boolean => {
      const entry = held.get(name);
      return entry !== undefined && entry.value === value && Date.now() < entry.untilMs;
    },
  };
}

const leftMs = (stored: StoredToken): number => stored.expiresAt.getTime() - Date.now();

const isFresh = (stored: StoredToken): boolean => leftMs(stored) >= REFRESH_BELOW_MS;

/** Counted from before the question: the answer's way must not lengthen a life. */
const endOf = (askedAtMs: number, expiresInS: number): Date => new Date(askedAtMs + expiresInS * 1_000);

async function newToken(config: AccountConfig): Promise<StoredToken> {
  const askedAtMs = Date.now();
  const { access_token, expires_in } = await ask(config, {
    method: "POST",
    path: "/cgi-bin/stable_token",
    body: {
      grant_type: "client_credential",
      appid: config.appid,
      secret: config.secret,
      force_refresh: false,
    },
    answer: tokenAnswer,
    idempotent: true,
    bySecret: true,
    hide: [],
  });
  return { value: access_token, expiresAt: endOf(askedAtMs, expires_in) };
}

async function newTicket(config: AccountConfig, accessToken: string): Promise<StoredToken> {
  const askedAtMs = Date.now();
  const { ticket, expires_in } = await ask(config, {
    method: "GET",
    path: "/cgi-bin/ticket/getticket",
    query: { access_token: accessToken, type: "jsapi" },
    answer: ticketAnswer,
    idempotent: true,
    bySecret: false,
    hide: [accessToken],
  });
  return { value: ticket, expiresAt: endOf(askedAtMs, expires_in) };
}

/** Callers know WechatError only. What a database throws may quote the statement with the token: only its name is logged. */
async function ofStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof WechatError) throw error;
    log.error("the shared credentials could not be reached", {
      error_type: error instanceof Error ? error.name : typeof error,
    });
    throw new WechatError("retry", 0, "The shared credentials could not be reached.");
  }
}
