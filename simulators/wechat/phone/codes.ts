import type { Desk, SimOrder } from "@/simulators/wechat/desk";
import type { OpenBy } from "./cashier";

const MOST_LISTED = 12;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What the content of a QR code, or a link, asks the phone to do. */
export type Code =
  | { kind: "account"; url: string }
  | { kind: "payment"; by: OpenBy; returnUrl: string | null }
  | { kind: "page"; path: string }
  | { kind: "foreign" };

/** True for an address of the product: its own host, the host that OAuth returns to, or another name of loopback. */
export function isProduct(desk: Desk, url: URL): boolean {
  const { appUrl, oauthHost } = desk.console;
  if (!/^https?:$/.test(url.protocol)) return false;
  if (url.host === oauthHost) return true;
  if (appUrl === null) return false;
  const app = new URL(appUrl);
  if (url.protocol !== app.protocol || url.port !== app.port) return false;
  return url.hostname === app.hostname || (LOOPBACK.has(url.hostname) && LOOPBACK.has(app.hostname));
}

export const isLoopback = (url: URL): boolean => LOOPBACK.has(url.hostname);

/** Path, query and hash: what is left of an address inside the web view. */
export const pathOf = (url: URL): string => `${url.pathname}${url.search}${url.hash}`;

/** The merchant adds where to come back to; WeChat Pay's own address ends before it. */
const RETURN = /[?&]redirect_url=([^&]*)/;

function paymentOf(desk: Desk, content: string): Code | null {
  if (content.startsWith("weixin://wxpay/"))
    return { kind: "payment", by: { codeUrl: content }, returnUrl: null };
  const h5Url = content.replace(RETURN, "");
  const known = [...desk.orders.values()].some(
    (order) => order.tradeType === "MWEB" && order.prepaid === h5Url,
  );
  if (!known && !/^https?:\/\/[^/]+\/cgi-bin\/mmpayweb-bin\/checkmweb\?/.test(content)) return null;
  const returnUrl = new URLSearchParams(RETURN.exec(content)?.[0].slice(1)).get("redirect_url");
  return { kind: "payment", by: { h5Url }, returnUrl: /^https?:/.test(returnUrl ?? "") ? returnUrl : null };
}

/** Reads a code as the scanner of WeChat does. */
export function readCode(desk: Desk, content: string): Code {
  const payment = paymentOf(desk, content);
  if (payment) return payment;
  const ours = [...desk.tickets.values()].some(({ url }) => url === content);
  if (ours || /^https?:\/\/weixin\.qq\.com\/q\//.test(content)) return { kind: "account", url: content };
  if (!URL.canParse(content)) return { kind: "foreign" };
  const url = new URL(content);
  return isProduct(desk, url) ? { kind: "page", path: pathOf(url) } : { kind: "foreign" };
}

const secondsUntil = (moment: Date, now: Date) => Math.ceil((moment.getTime() - now.getTime()) / 1000);

/** Unexpired codes of the official account, newest first. */
export function listAccountCodes(desk: Desk): { url: string; scene: string; endsInS: number }[] {
  const now = desk.now();
  return [...desk.tickets.values()]
    .filter(({ expiresAt }) => expiresAt > now)
    .reverse()
    .slice(0, MOST_LISTED)
    .map(({ url, scene, expiresAt }) => ({ url, scene, endsInS: secondsUntil(expiresAt, now) }));
}

const isPayable = (order: SimOrder, now: Date) =>
  order.tradeType !== "JSAPI" && order.state === "NOTPAY" && order.expiresAt > now;

/** Unpaid orders that a code or a link opens, newest first. */
export function listPaymentCodes(
  desk: Desk,
): { content: string; description: string; totalFen: number; endsInS: number }[] {
  const now = desk.now();
  return [...desk.orders.values()]
    .filter((order) => isPayable(order, now))
    .reverse()
    .slice(0, MOST_LISTED)
    .map(({ prepaid, description, totalFen, expiresAt }) => ({
      content: prepaid,
      description,
      totalFen,
      endsInS: secondsUntil(expiresAt, now),
    }));
}
