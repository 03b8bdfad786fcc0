import { isIP } from "node:net";
import { AppError } from "../errors";
import { forbiddenKind, normalAddress } from "./addresses";

/** One host that the operator allows although it is not public, with one port or all of them (`*`). */
export interface AllowedHost {
  host: string;
  port: string;
}

export interface OutboundRules {
  /** The operator's allow-list. */
  allow: readonly AllowedHost[];
  /**
   * Only these hosts, when given: `api.example.com`, `*.example.com` for everything below it, `host:port` for one
   * port. A limit on top of the other rules, never an exception to them.
   */
  allowedHosts?: readonly string[];
}

const MAX_URL_CHARS = 4_096;
const PORTS = ["443", "8443"];
const PRIVATE_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|svc|test|invalid|example|onion)$/;

/** The refusal of an address; `why` is a whole sentence that may be shown and names no path and no query. */
export const addressNotAllowed = (why: string) => new AppError(400, "address_not_allowed", why);

/** Reads `host:port,host:*,[v6]:port`. Throws an error that names the part that is no such pair. */
export function parseAllowList(text: string): AllowedHost[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [, host, port] = /^(\[[^\]]+\]|[^:[\]/@?#*]+):(\*|\d{1,5})$/.exec(part) ?? [];
      const url = `http://${host}`;
      if (!host || !port || !URL.canParse(url))
        throw new Error(`OUTBOUND_ALLOW: "${part}" is not host:port or host:*`);
      return { host: new URL(url).hostname, port };
    });
}

/** The port of a URL, also where it is the usual one of its scheme. */
export const portOf = (url: URL): string => url.port || (url.protocol === "http:" ? "80" : "443");

export const isAllowListed = (host: string, port: string, allow: readonly AllowedHost[]): boolean =>
  allow.some((entry) => entry.host === host && (entry.port === "*" || entry.port === port));

/** Whether a URL's host is one of the patterns of OutboundRules.allowedHosts. */
export function isHostOf(url: URL, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [, host = "", port] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
    if (port !== undefined && port !== portOf(url)) return false;
    return host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
  });
}

/** The address inside a URL's host when that is an IP address, without brackets; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) ? bare : null;
}

/**
 * A URL that may be asked, in normal form: the WHATWG parser makes one of every spelling of a host (127.1, 0x7f.1,
 * full-width digits, punycode), and only the normal form is judged and used afterwards. https on 443 or 8443 to a
 * public name or address; what the operator's allow-list names may be http, private and on its own port.
 * Throws 400 `address_not_allowed`. What a name resolves to is judged when it is connected to.
 */
export function checkUrl(text: string | URL, rules: OutboundRules): URL {
  const given = String(text);
  const hasControls = Array.from(given).some((char) => char <= " " || char === "\u007f");
  if (given.length > MAX_URL_CHARS || hasControls || !URL.canParse(given))
    throw addressNotAllowed("This is not a usable web address.");
  const url = new URL(given);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw addressNotAllowed("The address must begin with https://.");
  if (url.username !== "" || url.password !== "")
    throw addressNotAllowed("The address must not contain a user name or a password.");
  if (rules.allowedHosts && !isHostOf(url, rules.allowedHosts))
    throw addressNotAllowed(`${url.host} is not one of the hosts that are expected here.`);
  if (!isAllowListed(url.hostname, portOf(url), rules.allow)) checkPublic(url);
  return url;
}

function checkPublic(url: URL): void {
  if (url.protocol !== "https:") throw addressNotAllowed("The address must begin with https://.");
  if (!PORTS.includes(portOf(url)))
    throw addressNotAllowed(`Port ${portOf(url)} is not allowed; use ${PORTS.join(" or ")}.`);
  const address = literalAddress(url.hostname);
  if (address !== null) {
    const kind = forbiddenKind(address);
    if (kind !== null) throw addressNotAllowed(notPublic(normalAddress(address) ?? address, kind));
    return;
  }
  if (!url.hostname.includes(".") || url.hostname.endsWith(".") || PRIVATE_NAMES.test(url.hostname))
    throw addressNotAllowed(`${url.hostname} is not a public host name.`);
}

export const notPublic = (subject: string, kind: string): string =>
  `${subject} is not a public address (${kind}).`;
