import { z } from "zod";
import { plainText } from "@/lib/platform/http/plain-text";

export const deviceId = z.string().regex(/^dev_[0-9a-z]{26}$/);
export const bindingId = z.string().regex(/^bnd_[0-9a-z]{26}$/);

export const devicePlatforms = ["windows", "macos", "linux", "ios", "android"] as const;

/** Chosen by the client once per installation, for example a UUID. */
const clientId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, "8 to 64 letters, digits and dashes");
/** 32 random bytes as base64url, made by the client and kept by it. */
const clientSecret = z.string().regex(/^[\w-]{43}$/, "43 characters of base64url");
const deviceName = plainText(60)
  .min(1, "must not be empty")
  .regex(/^\P{Cc}*$/u, "must be one line");

export const registerDeviceInput = z.strictObject({
  clientId,
  name: deviceName,
  platform: z.enum(devicePlatforms),
  secret: clientSecret,
});
/** A refresh token, or the client's own id and secret when it has none that works. */
export const renewDeviceTokensInput = z.union([
  z.strictObject({ refreshToken: z.string().regex(/^[\w-]{43}$/, "is no refresh token") }),
  z.strictObject({ clientId, secret: clientSecret }),
]);
export const deviceIdInput = z.strictObject({ id: deviceId });
export const renameDeviceInput = z.strictObject({ id: deviceId, name: deviceName });

/** What a client that proved itself gets; the door adds the access token. */
export const deviceTokensView = z.object({
  deviceId: z.string(),
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string(),
  refreshExpiresAt: z.iso.datetime(),
});
export type DeviceTokensView = z.infer<typeof deviceTokensView>;

/** A device as it sees itself: whether it is bound, never to whom. */
export const ownDeviceView = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.enum(devicePlatforms),
  isBound: z.boolean(),
  boundAt: z.iso.datetime().nullable(),
});
export type OwnDeviceView = z.infer<typeof ownDeviceView>;

/** A device as its member sees it. */
export const deviceView = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.enum(devicePlatforms),
  boundAt: z.iso.datetime(),
  seenAt: z.iso.datetime().nullable(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
});
export type DeviceView = z.infer<typeof deviceView>;
export const deviceList = z.object({
  items: z.array(deviceView),
  nextCursor: z.null(),
  /** Most devices that the member's plan allows; an earlier plan may have left more. */
  limit: z.number().int(),
});
export type DeviceList = z.infer<typeof deviceList>;

export const bindingPurposes = ["device", "sign_in", "link"] as const;
export type BindingPurpose = (typeof bindingPurposes)[number];
export const bindingStates = [
  "pending",
  "scanned",
  "bound",
  "refused",
  "expired",
  "cancelled",
  "claimed",
] as const;
export type BindingState = (typeof bindingStates)[number];

/** Why a scan or a confirmation came to nothing. */
export const bindingRefusals = [
  "device_limit",
  "wechat_has_other_account",
  "account_has_other_wechat",
  "account_unavailable",
  "sign_up_closed",
  "declined",
] as const;
export type BindingRefusal = (typeof bindingRefusals)[number];

export const createBindingInput = z.strictObject({
  purpose: z.enum(bindingPurposes),
  /** For `link`, of accounts that have one: a session that was left open must not be enough to add a way to sign in. */
  password: z.string().min(1).max(200).normalize("NFKC").optional(),
});
/** `secret` is compared and never told apart from an unknown id, so any text may come. */
export const pollBindingInput = z.strictObject({ id: bindingId, secret: z.string() });
export const bindingIdInput = z.strictObject({ id: bindingId });

export const newBindingView = z.object({
  id: z.string(),
  /** Authorises polling; shown once, to nobody but the client that asked. */
  pollSecret: z.string(),
  /** To be drawn as a QR code. */
  qrContent: z.string(),
  expiresAt: z.iso.datetime(),
  pollAfterMs: z.number().int(),
});
export type NewBindingView = z.infer<typeof newBindingView>;

export const bindingView = z.object({
  id: z.string(),
  purpose: z.enum(bindingPurposes),
  state: z.enum(bindingStates),
  refusal: z.enum(bindingRefusals).nullable(),
  /** The client that asked; null for the other purposes. */
  device: ownDeviceView.nullable(),
  expiresAt: z.iso.datetime(),
});
export type BindingView = z.infer<typeof bindingView>;

/** A code as the person who scanned it sees it. */
export const memberBindingView = z.object({
  id: z.string(),
  purpose: z.enum(bindingPurposes),
  state: z.enum(bindingStates),
  refusal: z.enum(bindingRefusals).nullable(),
  /** `isBound`: to this person, now. */
  device: z.object({ name: z.string(), platform: z.enum(devicePlatforms), isBound: z.boolean() }).nullable(),
  /** The account that wants this WeChat; null for the other purposes. */
  account: z.string().nullable(),
  askedAt: z.iso.datetime(),
  scannedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
});
export type MemberBindingView = z.infer<typeof memberBindingView>;

export const acceptOauthReturnInput = z.strictObject({
  code: z.string().min(1).max(512),
  /** SHA-256 in hex of the state that the browser held. */
  stateHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export const jsSdkConfigInput = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000) });

/** Arguments of `wx.config`. */
export const jsSdkConfigView = z.object({
  appId: z.string(),
  timestamp: z.number().int(),
  nonceStr: z.string(),
  signature: z.string(),
});
export type JsSdkConfigView = z.infer<typeof jsSdkConfigView>;

/** A page of ours by its path and query. */
export const signPageInput = z.strictObject({
  path: z
    .string()
    .max(500)
    .regex(/^\/(?!\/)[^#\s\\]*$/),
});
/** Arguments of `wx.config`. */
export interface SignedPage {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
}
