import type { Plan, Role } from "@/lib/platform/context";

/** A number that is counted no further than a bound. */
export interface BoundedCount {
  count: number;
  more: boolean;
}

/** A person as the admin panel shows them. */
export interface UserProfileView {
  id: string;
  /** Null for who came with WeChat and has given none. */
  email: string | null;
  username: string;
  displayName: string;
  plan: Plan;
  role: Role;
  status: "active" | "suspended" | "deleted";
  hasPassword: boolean;
  locale: string;
  createdAt: string;
  suspendedAt: string | null;
  suspensionMessage: string | null;
  deletedAt: string | null;
  /** When the last of a deleted person's things was removed; null until then. */
  clearedAt: string | null;
  /** Exact to five minutes; null for who was never seen in a browser. */
  lastSeenAt: string | null;
  credits: { available: number; reserved: number };
  storage: { bytes: number; images: number; quotaBytes: number };
  /** What runs by purchase, and the terms that run or wait. */
  membership: {
    plan: Plan;
    paidUntil: string | null;
    terms: { plan: Plan; startsAt: string; endsAt: string; orderId: string }[];
  };
  generations: BoundedCount;
  orders: BoundedCount;
  wechat: { id: string; appid: string; openid: string; follows: boolean }[];
}

export interface UserDeviceView {
  id: string;
  name: string;
  platform: string;
  boundAt: string | null;
  seenAt: string | null;
}
export interface UserSessionView {
  id: string;
  method: string;
  browser: string | null;
  system: string | null;
  address: string;
  seenAt: string;
  endedAt: string | null;
  createdAt: string;
}
export interface UserKeyView {
  id: string;
  name: string;
  lastFour: string;
  scopes: string[];
  expiresAt: string | null;
  isExpired: boolean;
  lastUsedAt: string | null;
  revokedAt: string | null;
  createdAt: string;
}
export interface UserImageView {
  id: string;
  generationId: string | null;
  /** Handed in or public: only those may be looked at by others than their owner. */
  isShown: boolean;
  publication: string | null;
  isTrashed: boolean;
  createdAt: string;
}
/** The newest of what a person has, each list bounded. */
export interface UserBelongings {
  images: UserImageView[];
  devices: UserDeviceView[];
  sessions: UserSessionView[];
  keys: UserKeyView[];
}
