import { createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { AccountBooks } from "./account/books";
import { newAccountBooks } from "./account/books";
import { dayDigits } from "./clock";
import { selfSigned } from "./crypto/certificate";
import { alphanumeric, digits, hex } from "./crypto/random";
import type { Desk } from "./desk";
import { firstPeople } from "./people";
import { createTimetable, type Timetable } from "./timetable";

const YEAR_MS = 365 * 86_400_000;
const MAX_DELIVERIES = 20_000;

/** One attempt to hand over a notice or an event. */
export interface Delivery {
  at: Date;
  kind: "event" | "payment" | "refund";
  /** The order's number, or the event's name. */
  about: string;
  /** The notice's id; empty for events. */
  id: string;
  /** The status of the answer; 0 without one. */
  status: number;
  accepted: boolean;
  /** The faults that were played. */
  faults: string[];
}

/** How often something happened, for tests that count. */
export interface Counters {
  /** Stable tokens that were newly made; `count()` of the simulator tells how often one was asked for. */
  stableTokens: number;
  forcedTokens: number;
  /** Tokens of cgi-bin/token. */
  classicTokens: number;
  pageTickets: number;
  codes: number;
}

export interface PlatformCertificate {
  pem: string;
  serial: string;
  privateKey: KeyObject;
  from: Date;
  until: Date;
}

/** The desk and what nobody else needs to know. */
export interface World extends Desk {
  readonly speed: number;
  readonly certificate: PlatformCertificate;
  readonly timetable: Timetable;
  readonly books: AccountBooks;
  readonly counters: Counters;
  readonly deliveries: Delivery[];
  /** Out-trade-nos by prepay id or code address. */
  readonly prepaid: Map<string, string>;
  /** Bill files by the token of their address. */
  readonly bills: Map<string, { bytes: Buffer; expiresAt: number }>;
  /** Payment notices that wait until a refund has been told, by out-trade-no. */
  readonly held: Map<string, () => void>;
  /** Aborted when the simulator closes. */
  readonly stopped: AbortController;
  /** Moves the clock; waits come nearer by the same time. */
  advance(ms: number): void;
}

const makePair = promisify(generateKeyPair);
const newPrivateKey = async (): Promise<KeyObject> =>
  (await makePair("rsa", { modulusLength: 2048 })).privateKey;

const pemOfPublic = (key: KeyObject): string =>
  createPublicKey(key).export({ type: "spki", format: "pem" }).toString();

/** A hex serial that a certificate's integer keeps as it is. */
const newSerial = (): string => `5A${hex(38)}`.toUpperCase();

/** The private keys of the merchant, of WeChat Pay, and of its certificate. */
export type PrivateKeys = readonly [KeyObject, KeyObject, KeyObject];

export const newPrivateKeys = (): Promise<PrivateKeys> =>
  Promise.all([newPrivateKey(), newPrivateKey(), newPrivateKey()]);

/** A world with numbers and secrets of its own. `speed` divides every wait of WeChat's. */
export async function createWorld(speed: number, keys?: PrivateKeys): Promise<World> {
  const [merchant, platform, certified] = keys ?? (await newPrivateKeys());
  const timetable = createTimetable(speed);
  let movedMs = 0;
  const now = () => new Date(Date.now() + movedMs);
  const mchid = `19${digits(8)}`;
  return {
    ...newIdentity(mchid, now()),
    merchantPrivateKey: merchant.export({ type: "pkcs8", format: "pem" }).toString(),
    merchantPublicKey: createPublicKey(merchant),
    platformPublicKey: pemOfPublic(platform),
    platformPrivateKey: platform,
    certificate: certificateOf(certified, now()),
    console: {
      eventsUrl: null,
      oauthHost: null,
      appUrl: null,
      messageMode: "secure",
      signWith: "public-key",
    },
    people: firstPeople(),
    tickets: new Map(),
    orders: new Map(),
    faults: [],
    speed,
    timetable,
    books: newAccountBooks(),
    counters: { stableTokens: 0, forcedTokens: 0, classicTokens: 0, pageTickets: 0, codes: 0 },
    deliveries: [],
    prepaid: new Map(),
    bills: new Map(),
    held: new Map(),
    stopped: new AbortController(),
    now,
    advance: (ms) => {
      movedMs += ms;
      timetable.advance(ms);
    },
  };
}

const newIdentity = (mchid: string, now: Date) => ({
  appid: `wx${hex(16)}`,
  secret: hex(32),
  token: alphanumeric(24),
  aesKey: alphanumeric(43),
  account: `gh_${hex(12)}`,
  mchid,
  merchantSerial: newSerial(),
  apiV3Key: alphanumeric(32),
  publicKeyId: `PUB_KEY_ID_01${mchid}${dayDigits(now)}00${digits(12)}`,
});

function certificateOf(privateKey: KeyObject, now: Date): PlatformCertificate {
  const serial = newSerial();
  const [from, until] = [new Date(now.getTime() - YEAR_MS), new Date(now.getTime() + 4 * YEAR_MS)];
  return {
    serial,
    privateKey,
    from,
    until,
    pem: selfSigned({ serial, name: "Tenpay.com Root CA (simulated)", from, until, privateKey }),
  };
}

export function recordDelivery(world: World, delivery: Omit<Delivery, "at">): void {
  world.deliveries.push({ at: world.now(), ...delivery });
  world.deliveries.splice(0, world.deliveries.length - MAX_DELIVERIES);
}
