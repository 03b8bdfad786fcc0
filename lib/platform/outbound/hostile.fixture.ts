/** One address that must never be connected to, and which rule says so. */
export interface HostileAddress {
  url: string;
  because: RegExp;
  /** What the name server answers, for names. */
  answers?: string[];
}

const loopback = /\(loopback\)/;
const linkLocal = /\(linkLocal\)/;
const privateNet = /\(private\)/;
const unusable = /not a usable web address/;
const name = /not a public host name/;
const scheme = /must begin with https/;
const login = /user name or a password/;
const port = /Port \d+ is not allowed/;

const row = (url: string, because: RegExp, answers?: string[]): HostileAddress => ({ url, because, answers });

/** Literal addresses in every spelling that some parser reads as one. */
const spellings: HostileAddress[] = [
  row("https://127.0.0.1/", loopback),
  row("https://127.8.8.8/", loopback),
  row("https://127.0.0.1./", loopback),
  row("https://127.1/", loopback),
  row("https://127.0.1/", loopback),
  row("https://2130706433/", loopback),
  row("https://0x7f000001/", loopback),
  row("https://0x7F.0x0.0x0.0x1/", loopback),
  row("https://0x7f.1/", loopback),
  row("https://0177.0.0.1/", loopback),
  row("https://017700000001/", loopback),
  row("https://0177.0x0.1/", loopback),
  row("https://00000177.0.0.1/", loopback),
  row("https://%31%32%37.0.0.1/", loopback),
  row("https://127%2e0%2e0%2e1/", loopback),
  row("https://１２７.０.０.１/", loopback),
  row("https://127。0。0。1/", loopback),
  row("https://①②⑦.0.0.1/", loopback),
  row("https://127．0｡0.1/", loopback),
  row("https:\\\\127.0.0.1/", loopback),
  row("https:127.0.0.1/", loopback),
  row("HTTPS://127.0.0.1:443/", loopback),
  row("https://127.0.0.1\\@example.com/", loopback),
  row("https://0/", /\(unspecified\)/),
  row("https://0.0.0.0/", /\(unspecified\)/),
  row("https://0.1.2.3/", /\(unspecified\)/),
  row("https://127.0.0.256/", unusable),
  row("https://4294967296/", unusable),
  row("https://127.0.0.1 .example.com/", unusable),
  row("https://127.0.0.1\n/", unusable),
  row("https://127.0.0.1%00.example.com/", unusable),
];

/** Ranges that are not the public internet. */
const ranges: HostileAddress[] = [
  row("https://10.0.0.1/", privateNet),
  row("https://172.16.0.1/", privateNet),
  row("https://172.31.255.255/", privateNet),
  row("https://192.168.1.1/", privateNet),
  row("https://3232235777/", privateNet),
  row("https://100.64.0.1/", /\(carrierGradeNat\)/),
  row("https://169.254.1.1/", linkLocal),
  row("https://192.0.0.8/", /\(reserved\)/),
  row("https://192.0.2.7/", /\(reserved\)/),
  row("https://198.51.100.7/", /\(reserved\)/),
  row("https://203.0.113.7/", /\(reserved\)/),
  row("https://198.18.0.1/", /\(reserved\)/),
  row("https://198.19.255.254/", /\(reserved\)/),
  row("https://192.88.99.1/", /\(reserved\)/),
  row("https://224.0.0.1/", /\(multicast\)/),
  row("https://239.255.255.250/", /\(multicast\)/),
  row("https://240.0.0.1/", /\(reserved\)/),
  row("https://255.255.255.255/", /\(broadcast\)/),
];

const sixes: HostileAddress[] = [
  row("https://[::]/", /\(unspecified\)/),
  row("https://[::1]/", loopback),
  row("https://[0:0:0:0:0:0:0:1]/", loopback),
  row("https://[::ffff:127.0.0.1]/", /\(ipv4Mapped\)/),
  row("https://[::ffff:7f00:1]/", /\(ipv4Mapped\)/),
  row("https://[::ffff:8.8.8.8]/", /\(ipv4Mapped\)/),
  row("https://[::127.0.0.1]/", /\(reserved\)/),
  row("https://[::ffff:0:127.0.0.1]/", /\(rfc6145\)/),
  row("https://[64:ff9b::7f00:1]/", /\(rfc6052\)/),
  row("https://[64:ff9b:1::a9fe:a9fe]/", /\(rfc6052\)/),
  row("https://[2002:7f00:1::1]/", /\(6to4\)/),
  row("https://[2002:a9fe:a9fe::]/", /\(6to4\)/),
  row("https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", /\(teredo\)/),
  row("https://[2600::5efe:7f00:1]/", /\(isatap\)/),
  row("https://[fc00::1]/", /\(uniqueLocal\)/),
  row("https://[fd12:3456::1]/", /\(uniqueLocal\)/),
  row("https://[fe80::1]/", linkLocal),
  row("https://[fe80::1%25eth0]/", unusable),
  row("https://[fe80::1%eth0]/", unusable),
  row("https://[fec0::1]/", /\(deprecatedSiteLocal\)/),
  row("https://[ff02::1]/", /\(multicast\)/),
  row("https://[100::1]/", /\(discard\)/),
  row("https://[2001:db8::1]/", /\(reserved\)/),
  row("https://[3fff::1]/", /\(reserved\)/),
  row("https://[2001:2::1]/", /\(benchmarking\)/),
  row("https://[2001:10::1]/", /\(deprecatedOrchid\)/),
  row("https://[2001:20::1]/", /\(orchid2\)/),
  row("https://[5f00::1]/", /\(segmentRouting\)/),
  row("https://[4000::1]/", /\(reserved\)/),
];

/** What clouds tell their own machines: keys, mostly. */
const metadata: HostileAddress[] = [
  row("https://169.254.169.254/latest/meta-data/", linkLocal),
  row("https://2852039166/", linkLocal),
  row("https://0xA9FEA9FE/", linkLocal),
  row("https://0251.0376.0251.0376/", linkLocal),
  row("https://169.254.170.2/v2/credentials", linkLocal),
  row("https://[::ffff:169.254.169.254]/", /\(ipv4Mapped\)/),
  row("https://[fd00:ec2::254]/", /\(cloud service\)/),
  row("https://100.100.100.200/latest/meta-data/", /\(cloud service\)/),
  row("https://168.63.129.16/", /\(cloud service\)/),
  row("https://192.0.0.192/", /\(reserved\)/),
  row("https://metadata.google.internal/", name),
  row("https://metadata/", name),
];

const names: HostileAddress[] = [
  row("https://localhost/", name),
  row("https://LOCALHOST/", name),
  row("https://localhost./", name),
  row("https://app.localhost/", name),
  row("https://printer.local/", name),
  row("https://db.internal/", name),
  row("https://kubernetes.default.svc/", name),
  row("https://postgres/", name),
  row("https://example.com./", name),
  row("https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", name),
  row("https://local\u00adhost/", name),
  row("https://127.0.0.1.nip.io/", loopback, ["127.0.0.1"]),
  row("https://xn--bcher-kva.com/", privateNet, ["10.0.0.5"]),
  row("https://bücher.com/", privateNet, ["192.168.0.5"]),
  row("https://six.attacker.net/", loopback, ["::1"]),
  row("https://mapped.attacker.net/", /\(ipv4Mapped\)/, ["::ffff:127.0.0.1"]),
  row("https://zone.attacker.net/", /\(malformed\)/, ["fe80::1%lo"]),
  row("https://short.attacker.net/", /\(malformed\)/, ["127.1"]),
  row("https://mixed.attacker.net/", privateNet, ["93.184.215.14", "10.1.1.1"]),
  row("https://mixed-six.attacker.net/", /\(uniqueLocal\)/, ["2606:2800:21f:cb07::1", "fd00::1"]),
  row("https://metadata.attacker.net/", linkLocal, ["169.254.169.254"]),
];

const tricks: HostileAddress[] = [
  row("https://example.com@127.0.0.1/", login),
  row("https://api.openai.com:443@127.0.0.1:8443/", login),
  row("https://user:pass@93.184.215.14/", login),
  row("https://@127.0.0.1/", loopback),
  row("https://%40:x@127.0.0.1/", login),
  row("https://127.0.0.1#@api.openai.com/", loopback),
  row("https://127.0.0.1?@api.openai.com/", loopback),
  row("http://api.openai.com/", scheme),
  row("http://127.0.0.1/", scheme),
  row("ftp://127.0.0.1/", scheme),
  row("file:///etc/passwd", scheme),
  row("gopher://127.0.0.1:6379/_INFO", scheme),
  row("data:text/plain,hello", scheme),
  row("blob:https://127.0.0.1/x", scheme),
  row("unix:/var/run/docker.sock", scheme),
  row("//127.0.0.1/", unusable),
  row("https://", unusable),
  row("https://api.openai.com:22/", port),
  row("https://api.openai.com:6379/", port),
  row("https://api.openai.com:80/", port),
  row("https://127.0.0.1:5432/", port),
];

export const hostileAddresses: readonly HostileAddress[] = [
  ...spellings,
  ...ranges,
  ...sixes,
  ...metadata,
  ...names,
  ...tricks,
];
