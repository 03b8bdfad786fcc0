import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { forbiddenKind, forbiddenKindForAllowed, normalAddress } from "./addresses";
import { type AllowedHost, addressNotAllowed, isAllowListed, literalAddress, notPublic } from "./guard";

export interface ResolvedAddress {
  address: string;
  family: number;
}
/** Every address of a name; rejects as `dns.lookup` does when there is none. */
export type Resolver = (hostname: string) => Promise<readonly ResolvedAddress[]>;

const CONNECT_TIMEOUT_MS = 10_000;
/** Long enough for another continent before the next address of the same name is tried. */
const NEXT_ADDRESS_MS = 2_500;

const systemResolver: Resolver = (hostname) => systemLookup(hostname, { all: true });

/**
 * A connector for undici that resolves a name once, refuses it when any of its addresses is forbidden, and lets the
 * socket use exactly the addresses that were judged: a name that answers otherwise a moment later changes nothing.
 */
export function guardedConnector(
  allow: readonly AllowedHost[],
  resolve: Resolver = systemResolver,
): buildConnector.connector {
  return (options, callback) => {
    judge(options.hostname, portOf(options), allow, resolve).then(
      (addresses) => connectTo(addresses, options, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

const portOf = ({ port, protocol }: buildConnector.Options): string =>
  port || (protocol === "http:" ? "80" : "443");

/** The addresses that a connection may use; throws when one of them is forbidden or there is none. */
async function judge(
  hostname: string,
  port: string,
  allow: readonly AllowedHost[],
  resolve: Resolver,
): Promise<readonly ResolvedAddress[]> {
  const literal = literalAddress(hostname);
  const host = literal?.includes(":") ? `[${literal}]` : hostname;
  const listed = isAllowListed(host, port, allow);
  if (literal !== null) {
    const kind = listed ? null : forbiddenKind(literal);
    if (kind !== null) throw addressNotAllowed(notPublic(literal, kind));
    return [{ address: literal, family: literal.includes(":") ? 6 : 4 }];
  }
  const addresses = await inTime(resolve(hostname));
  if (addresses.length === 0) throw notFoundError(`no address for ${hostname}`, "ENOTFOUND");
  for (const { address } of addresses) {
    const kind = listed ? forbiddenKindForAllowed(address) : forbiddenKind(address);
    // The address itself stays inside: what a private name resolves to is nobody else's business.
    if (kind !== null) throw addressNotAllowed(notPublic(hostname, kind));
  }
  return addresses;
}

function connectTo(
  addresses: readonly ResolvedAddress[],
  options: buildConnector.Options,
  callback: buildConnector.Callback,
): void {
  const pinned: LookupFunction = (_hostname, wanted, done) => {
    const [first] = addresses;
    if (wanted.all) done(null, [...addresses]);
    else done(null, first?.address ?? "", first?.family);
  };
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    // One request at a time and connection: HTTP/2 may send a request again by itself.
    allowH2: false,
    maxCachedSessions: 0,
    lookup: pinned,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
  });
  const judged = new Set(addresses.map(({ address }) => normalAddress(address)));
  connect(options, (...result) => {
    const [error, socket] = result;
    if (error) return callback(error, null);
    if (!judged.has(normalAddress(socket.remoteAddress ?? ""))) {
      socket.destroy();
      return callback(addressNotAllowed(`${options.hostname} led to another address than it should.`), null);
    }
    return callback(null, socket);
  });
}

/** A resolver may hang for as long as it likes; getaddrinfo cannot be aborted, so its late answer is ignored. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(notFoundError("the name was not resolved in time", "EAI_AGAIN")),
      CONNECT_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const notFoundError = (message: string, code: string): Error => Object.assign(new Error(message), { code });
