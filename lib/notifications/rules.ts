/** Where a person can be told; webhooks are chosen at the endpoint. */
export const preferenceChannels = ["app", "email", "wechat"] as const;
export type PreferenceChannel = (typeof preferenceChannels)[number];

export const noticeGroups = ["generation", "membership", "order", "publication", "account"] as const;
export type NoticeGroup = (typeof noticeGroups)[number];

/** Ids, numbers, codes and moments in ISO 8601; never words. */
export type NoticeData = Record<string, string | number>;

/** A message below `notifications` of the messages (its `.title` and `.body`) and what stands in it. */
export interface NoticeWords {
  key: string;
  values: Record<string, string | number | Date>;
}

interface NoticeKindRow {
  group: NoticeGroup;
  /** The channels that it can go by, each with what holds until the person chooses. */
  channels: Partial<Record<PreferenceChannel, boolean>>;
  /** The page that it leads to. */
  link: (data: NoticeData) => string;
  words: (data: NoticeData) => NoticeWords;
}

const text = (value: string | number | undefined): string => String(value ?? "");
const day = (value: string | number | undefined): Date => new Date(text(value));
/** Fen as yuan: 2900 is 29, 690 is 6.90. */
const yuan = (fen: string | number | undefined): string => {
  const amount = Number(fen ?? 0) / 100;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
};
const openImage = ({ imageId }: NoticeData) => `/library?image=${encodeURIComponent(text(imageId))}`;
const reasoned =
  (key: string) =>
  ({ reason }: NoticeData): NoticeWords => ({ key, values: { reason: text(reason) } });

const outcomes = ["succeeded", "partly_succeeded", "failed", "cancelled"];

/** Every kind of notification: the one table. */
export const noticeKinds = {
  generation_ended: {
    group: "generation",
    channels: { app: true, email: false, wechat: true },
    link: ({ generationId }) => `/history?generation=${encodeURIComponent(text(generationId))}`,
    words: ({ status, delivered, charged, returned }) => ({
      key: `generation.${outcomes.find((known) => known === status) ?? "failed"}`,
      values: {
        delivered: Number(delivered ?? 0),
        charged: Number(charged ?? 0),
        returned: Number(returned ?? 0),
      },
    }),
  },
  "membership.ending": {
    group: "membership",
    channels: { app: true, email: true, wechat: true },
    link: () => "/pricing",
    words: ({ plan, paidUntil, days }) => ({
      key: "membership.ending",
      values: { plan: text(plan), paidUntil: day(paidUntil), days: Number(days ?? 0) },
    }),
  },
  "membership.ended": {
    group: "membership",
    channels: { app: true, email: true, wechat: true },
    link: () => "/pricing",
    words: ({ plan, paidUntil }) => ({
      key: "membership.ended",
      values: { plan: text(plan), paidUntil: day(paidUntil) },
    }),
  },
  "order.fulfilled": {
    group: "order",
    channels: { app: true, email: true, wechat: true },
    link: () => "/credits",
    words: ({ orderId }) => ({ key: "order.fulfilled", values: { orderId: text(orderId) } }),
  },
  "order.refunded": {
    group: "order",
    channels: { app: true, email: true, wechat: true },
    link: () => "/credits",
    words: ({ orderId, amountFen }) => ({
      key: "order.refunded",
      values: { orderId: text(orderId), amount: yuan(amountFen) },
    }),
  },
  "order.refund_declined": {
    group: "order",
    channels: { app: true, email: true, wechat: true },
    link: () => "/credits",
    words: ({ orderId, amountFen }) => ({
      key: "order.refund_declined",
      values: { orderId: text(orderId), amount: yuan(amountFen) },
    }),
  },
  "publication.approved": {
    group: "publication",
    channels: { app: true, email: false, wechat: true },
    link: openImage,
    words: () => ({ key: "publication.approved", values: {} }),
  },
  "publication.rejected": {
    group: "publication",
    channels: { app: true, email: true, wechat: true },
    link: openImage,
    words: reasoned("publication.rejected"),
  },
  "publication.taken_down": {
    group: "publication",
    channels: { app: true, email: true, wechat: true },
    link: openImage,
    words: reasoned("publication.taken_down"),
  },
  "webhook.disabled": {
    group: "account",
    channels: { app: true, email: true },
    link: () => "/settings/notifications",
    words: ({ host, failures }) => ({
      key: "webhook.disabled",
      values: { host: text(host), failures: Number(failures ?? 0) },
    }),
  },
} as const satisfies Record<string, NoticeKindRow>;

export type NoticeKind = keyof typeof noticeKinds;
export const noticeKindIds = Object.keys(noticeKinds) as [NoticeKind, ...NoticeKind[]];
/** What an endpoint is sent to see whether it works; nobody is told of it in another way. */
export const TEST_KIND = "webhook.test";
/** The mail to somebody who forgot the password. */
export const RECOVERY_KIND = "account.recovery";
/** What leaves and stands in no centre: nobody chooses to get it or not. */
export const unseenKinds = [TEST_KIND, RECOVERY_KIND] as const;

export const kindOf = (text: string): NoticeKind | undefined => noticeKindIds.find((known) => known === text);
const rowOf = (kind: NoticeKind): NoticeKindRow => noticeKinds[kind];

export const groupOf = (kind: NoticeKind): NoticeGroup => rowOf(kind).group;
/** What it says, in no language yet. */
export const wordsOf = (kind: NoticeKind, data: NoticeData): NoticeWords => rowOf(kind).words(data);
/** The page of ours that it leads to. */
export const linkOf = (kind: NoticeKind, data: NoticeData): string => rowOf(kind).link(data);

export interface Preference {
  kind: string;
  channel: string;
  enabled: boolean;
}

/** Whether a person wants a kind by a channel: their choice, else the default; false where it cannot go by it. */
export function isWanted(
  kind: NoticeKind,
  channel: PreferenceChannel,
  chosen: readonly Preference[],
): boolean {
  const standard = rowOf(kind).channels[channel];
  if (standard === undefined) return false;
  return chosen.find((one) => one.kind === kind && one.channel === channel)?.enabled ?? standard;
}

/** Whether a kind can go by a channel at all. */
export const isOffered = (kind: NoticeKind, channel: PreferenceChannel): boolean =>
  rowOf(kind).channels[channel] !== undefined;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits between the tries of one delivery. */
const WAITS_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 12 * HOUR_MS];

/** How long after this many tries the next one comes; null when it has failed for good. */
export const retryAfterMs = (attempts: number): number | null => WAITS_MS[attempts - 1] ?? null;

/** Endpoints of one person. */
export const MAX_ENDPOINTS = 5;
/** Deliveries in a row that failed for good, after which an endpoint is switched off. */
export const MAX_FAILURES = 20;

export const NOTICE_DAYS = 180;
export const DELIVERY_DAYS = 30;

/** Unread ones are counted up to here; what is more is shown as "99+". */
export const MOST_UNREAD = 100;

/** A template of WeChat and the keys of its three lines. */
export interface WechatTemplate {
  id: string;
  title: string;
  body: string;
  time: string;
}

/** Reads `<id>:<title>,<body>,<time>`; null for what is none. */
export function parseTemplate(setting: string | undefined): WechatTemplate | null {
  const [, id, title, body, time] = /^([\w-]{43}):(\w+),(\w+),(\w+)$/.exec(setting ?? "") ?? [];
  return id && title && body && time ? { id, title, body, time } : null;
}

/** A `thing` of a template holds 20 characters. */
const THING_CHARS = 20;
export const asThing = (words: string): string => {
  const chars = [...words.replaceAll(/\s+/g, " ").trim()];
  return chars.length <= THING_CHARS ? chars.join("") : `${chars.slice(0, THING_CHARS - 1).join("")}…`;
};
