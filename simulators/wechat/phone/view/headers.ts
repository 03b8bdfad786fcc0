import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Desk, Person } from "@/simulators/wechat/desk";
import { isLoopback, isProduct, pathOf } from "@/simulators/wechat/phone/codes";

/** The phone's browser as it names itself. Version strings of real phones; servers look for MicroMessenger. */
export const userAgents: Record<Person["system"], string> = {
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x18003231) NetType/WIFI Language/zh_CN",
  android:
    "Mozilla/5.0 (Linux; Android 14; PHK110 Build/UKQ1.230924.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240404 MicroMessenger/8.0.50.2701(0x2800325E) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
};

/** Belong to one connection (RFC 9110, 7.6.1). */
const OF_THE_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** Tell about the browser that plays the phone, or are made anew. */
const OF_THE_BROWSER =
  /^(host|cookie|origin|referer|user-agent|accept-encoding|expect|forwarded|x-forwarded-.*|x-real-ip|sec-ch-.*)$/;

export interface Journey {
  /** Where the request goes. */
  to: URL;
  /** The web view as the browser reached it, `http://127.0.0.1:1234`. */
  own: string;
  person: Person;
  cookie: string;
}

/** What the app (or the OAuth page) sees of a request of the web view. */
export function requestHeaders(incoming: IncomingHttpHeaders, journey: Journey): OutgoingHttpHeaders {
  const { to, own, person, cookie } = journey;
  const kept = Object.entries(incoming).filter(
    ([name]) => !OF_THE_HOP.has(name) && !OF_THE_BROWSER.test(name),
  );
  const { origin, referer } = incoming;
  const headers: OutgoingHttpHeaders = {
    ...Object.fromEntries(kept),
    host: to.host,
    "user-agent": userAgents[person.system],
  };
  if (person.system === "android") headers["x-requested-with"] ??= "com.tencent.mm";
  // A body of unknown length needs a frame whatever the method is.
  if (incoming["transfer-encoding"] !== undefined && incoming["content-length"] === undefined)
    headers["transfer-encoding"] = "chunked";
  if (cookie !== "") headers.cookie = cookie;
  // A foreign origin goes on as it is: refusing it is the app's business.
  if (origin !== undefined) headers.origin = origin === own ? to.origin : origin;
  if (referer?.startsWith(`${own}/`)) headers.referer = `${to.origin}${referer.slice(own.length)}`;
  // The frame around the web view is not part of the phone.
  if (headers["sec-fetch-dest"] === "iframe") headers["sec-fetch-dest"] = "document";
  if (headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-site"] !== "same-origin")
    headers["sec-fetch-site"] = "none";
  return headers;
}

const NOT_FOR_THE_BROWSER = new Set([
  "set-cookie",
  "x-frame-options",
  "content-security-policy-report-only",
  "strict-transport-security",
]);

/** The app's answer as the browser gets it. `bridgeHash` is the CSP source of the script that is put into pages. */
export function answerHeaders(
  incoming: IncomingHttpHeaders,
  about: { desk: Desk; base: URL; own: string; bridgeHash: string },
): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(incoming))
    if (!OF_THE_HOP.has(name) && !NOT_FOR_THE_BROWSER.has(name)) headers[name] = value;
  const { location, "content-security-policy": policy, "x-action-redirect": action } = incoming;
  if (location !== undefined) headers.location = insideLocation(about.desk, location, about.base);
  if (typeof action === "string") {
    const [address = "", ...rest] = action.split(";");
    headers["x-action-redirect"] = [insideLocation(about.desk, address, about.base), ...rest].join(";");
  }
  if (typeof policy === "string") {
    const mended = policyForBridge(policy.replaceAll(about.base.origin, about.own), about.bridgeHash);
    if (mended === "") delete headers["content-security-policy"];
    else headers["content-security-policy"] = mended;
  }
  return headers;
}

const AUTHORIZE = "/connect/oauth2/authorize";

/** True for the simulator's own authorisation page; the web view fetches no other foreign address. */
export const isAuthorize = (desk: Desk, url: URL): boolean =>
  isLoopback(url) && url.pathname === AUTHORIZE && url.searchParams.get("appid") === desk.appid;

/** Where a redirect leads inside the web view; addresses of others stay as they are. */
export function insideLocation(desk: Desk, location: string, base: URL): string {
  if (!URL.canParse(location, base.href)) return location;
  const url = new URL(location, base);
  if (isAuthorize(desk, url)) return `/__oauth?to=${encodeURIComponent(url.href)}`;
  return isProduct(desk, url) ? pathOf(url) : location;
}

/** A policy under which the script with this hash runs and a frame may show the page; everything else stays in force. */
export function policyForBridge(policy: string, hash: string): string {
  // Several policies come as one list; each of them holds on its own.
  return policy
    .split(",")
    .map((one) => onePolicy(one, hash))
    .filter((one) => one !== "")
    .join(", ");
}

function onePolicy(policy: string, hash: string): string {
  const directives = new Map(
    policy
      .split(";")
      .map((text) => text.trim().split(/\s+/))
      .map(([name = "", ...sources]) => [name.toLowerCase(), sources] as const)
      .filter(([name]) => name !== ""),
  );
  for (const name of ["frame-ancestors", "upgrade-insecure-requests"]) directives.delete(name);
  const fallback = directives.get("default-src");
  if (!directives.has("script-src") && fallback) directives.set("script-src", fallback);
  for (const name of ["script-src", "script-src-elem"]) {
    const sources = directives.get(name);
    if (sources) directives.set(name, withHash(sources, hash));
  }
  return [...directives].map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
}

function withHash(sources: string[], hash: string): string[] {
  // A hash beside 'unsafe-inline' would switch that off, unless another hash or a nonce already has.
  const isStrict = sources.some((source) => /^'(nonce|sha\d+)-/i.test(source));
  if (!isStrict && sources.some((source) => source.toLowerCase() === "'unsafe-inline'")) return sources;
  return [...sources.filter((source) => source.toLowerCase() !== "'none'"), hash];
}
