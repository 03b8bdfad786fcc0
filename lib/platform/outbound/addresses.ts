import ipaddr from "ipaddr.js";

/**
 * Addresses in public ranges that clouds answer on inside every machine: Azure's wire server
 * (learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16), and metadata services that lie in
 * ranges which an operator's allow-list may open (Alibaba Cloud in 100.64/10, AWS in fc00::/7).
 */
const cloudInternal = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd00:ec2::23"]);

/** What an operator's allow-list opens: the machine itself and its own networks. */
const ownNetworks = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** The usual text of an IP address, so that two of them can be compared; null for anything that is none. */
export function normalAddress(text: string): string | null {
  // Zone ids only have a meaning inside one machine, and short forms such as 127.1 only in old parsers.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  if (text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text).toRFC5952String();
}

/**
 * The kind of an address that must not be connected to, in one word ("private", "loopback", "ipv4Mapped"), or null
 * when it is a public one: global unicast by the IANA special-purpose registries (RFC 6890), and for IPv6 none that
 * carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo, ISATAP), wherever it would lead.
 */
export function forbiddenKind(address: string): string | null {
  const normal = normalAddress(address);
  if (normal === null) return "malformed";
  if (cloudInternal.has(normal)) return "cloud service";
  const parsed = ipaddr.parse(normal);
  const range: string = parsed.range();
  if (range !== "unicast") return range;
  if (parsed instanceof ipaddr.IPv6) {
    if (!parsed.match(globalUnicast)) return "reserved";
    if (isIsatap(parsed)) return "isatap";
  }
  return null;
}

/** The same for a host on the operator's allow-list: its own networks are fine, what no server lives on is not. */
export function forbiddenKindForAllowed(address: string): string | null {
  const kind = forbiddenKind(address);
  return kind !== null && ownNetworks.has(kind) ? null : kind;
}

/** ISATAP (RFC 5214, 6.1): the interface id is 0000:5EFE or 0200:5EFE and an IPv4 address. */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean =>
  (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;
