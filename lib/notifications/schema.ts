import { z } from "zod";
import { noticeGroups, noticeKindIds, preferenceChannels, TEST_KIND, unseenKinds } from "./rules";

const noticeId = z.string().regex(/^ntf_[0-9a-hjkmnp-tv-z]{26}$/);
export const webhookEndpointId = z.string().regex(/^whk_[0-9a-hjkmnp-tv-z]{26}$/);
const deliveryId = z.string().regex(/^dlv_[0-9a-hjkmnp-tv-z]{26}$/);
const noticeData = z.record(z.string(), z.union([z.string(), z.number()]));
const count = z.number().int().min(0);

export const notificationView = z.object({
  id: z.string(),
  kind: z.enum(noticeKindIds),
  /** Ids, numbers and codes; the words are the reader's language's matter. */
  data: noticeData,
  /** The page of ours that it leads to, from the root. */
  link: z.string(),
  readAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type NotificationView = z.infer<typeof notificationView>;

export const listNotificationsInput = z.strictObject({
  unread: z.enum(["true"]).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const notificationPage = z.object({
  items: z.array(notificationView),
  nextCursor: z.string().nullable(),
});
export type NotificationPage = z.infer<typeof notificationPage>;

/** How many are unread (counted up to 100), and the newest one. */
export const noticeSummary = z.object({ unread: count, newest: notificationView.nullable() });
export type NoticeSummary = z.infer<typeof noticeSummary>;

/** Some, or everything up to a moment: what came after it has not been seen. */
export const markReadInput = z.union([
  z.strictObject({ ids: z.array(noticeId).min(1).max(200) }),
  z.strictObject({ before: z.iso.datetime() }),
]);
export type MarkReadInput = z.infer<typeof markReadInput>;

/** Why a channel cannot be used at the moment. */
export const channelTroubles = ["no_mail", "no_email", "no_template", "not_bound", "not_following"] as const;
const channelState = z.object({ trouble: z.enum(channelTroubles).nullable() });
/** What a kind does by a channel; null where it cannot go by it. */
const choice = z.boolean().nullable();
export const preferencesView = z.object({
  channels: z.object({ email: channelState, wechat: channelState }),
  items: z.array(
    z.object({
      kind: z.enum(noticeKindIds),
      group: z.enum(noticeGroups),
      app: choice,
      email: choice,
      wechat: choice,
    }),
  ),
});
export type PreferencesView = z.infer<typeof preferencesView>;

export const updatePreferencesInput = z.strictObject({
  items: z
    .array(
      z.strictObject({
        kind: z.enum(noticeKindIds),
        channel: z.enum(preferenceChannels),
        enabled: z.boolean(),
      }),
    )
    .min(1)
    .max(noticeKindIds.length * preferenceChannels.length),
});
export type UpdatePreferencesInput = z.infer<typeof updatePreferencesInput>;

/** Syntax only; whether the address may be connected to is checked when it is saved and when it is used. */
const url = z
  .string()
  .max(500)
  .pipe(z.url({ protocol: /^https?$/ }));
/** Empty means every kind, also those that come later. */
const kinds = z
  .array(z.enum(noticeKindIds))
  .max(noticeKindIds.length)
  .transform((list) => [...new Set(list)]);

export const createEndpointInput = z.strictObject({ url, kinds: kinds.default([]) });
export const endpointIdInput = z.strictObject({ id: webhookEndpointId });
export const updateEndpointInput = z.strictObject({
  id: webhookEndpointId,
  url: url.optional(),
  kinds: kinds.optional(),
  enabled: z.boolean().optional(),
});

export const endpointView = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(noticeKindIds)),
  enabled: z.boolean(),
  /** Who switched it off: its owner, or too many failures in a row. */
  disabledBy: z.enum(["person", "failures"]).nullable(),
  /** Deliveries in a row that failed for good. */
  failures: count,
  createdAt: z.iso.datetime(),
});
export type EndpointView = z.infer<typeof endpointView>;
export const endpointList = z.object({ items: z.array(endpointView), nextCursor: z.null() });
/** The only answers that hold the secret. */
export const endpointWithSecret = endpointView.extend({ secret: z.string() });
export type EndpointWithSecret = z.infer<typeof endpointWithSecret>;

export const deliveryStates = ["waiting", "sending", "delivered", "failed", "dropped"] as const;
export const deliveryErrors = [
  "timeout",
  "connection",
  "status",
  "address_not_allowed",
  "secret_unreadable",
  "endpoint_off",
  "no_mail",
  "no_email",
  "mail_failed",
  "account_closed",
  "expired",
  "no_consent",
  "not_following",
  "no_template",
  "refused",
  "busy",
  "setup",
  "unknown_outcome",
] as const;
export type DeliveryError = (typeof deliveryErrors)[number];

/** One delivery to an endpoint, as its owner's log shows it. */
export const deliveryView = z.object({
  id: z.string(),
  /** The same in every try of the same notification; receivers tell repetitions by it. */
  notificationId: z.string(),
  kind: z.enum([...noticeKindIds, TEST_KIND]),
  state: z.enum(deliveryStates),
  attempts: count,
  /** HTTP status of the last answer. */
  status: z.number().int().nullable(),
  error: z.enum(deliveryErrors).nullable(),
  durationMs: z.number().int().nullable(),
  /** When it is tried next. */
  nextAt: z.iso.datetime().nullable(),
  /** When it was last tried. */
  triedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const listDeliveriesInput = z.strictObject({
  id: webhookEndpointId,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const deliveryPage = z.object({ items: z.array(deliveryView), nextCursor: z.string().nullable() });
export type DeliveryPage = z.infer<typeof deliveryPage>;
export const resendInput = z.strictObject({ id: webhookEndpointId, deliveryId });

export const deliveryChannels = ["email", "wechat", "webhook"] as const;

/** Anybody's deliveries, for the panel. */
export const listAllDeliveriesInput = z.strictObject({
  channel: z.enum(deliveryChannels).optional(),
  state: z.enum(deliveryStates).optional(),
  /** An id, an e-mail address or a username. */
  user: z.string().trim().min(1).max(120).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});
export const deliveryIdInput = z.strictObject({ id: deliveryId });

/** A delivery as the panel shows it; of an endpoint only its host, since addresses may hold keys. */
export const sentDeliveryView = deliveryView.extend({
  kind: z.enum([...noticeKindIds, ...unseenKinds]),
  channel: z.enum(deliveryChannels),
  userId: z.string(),
  username: z.string(),
  endpointId: z.string().nullable(),
  endpointHost: z.string().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type SentDeliveryView = z.infer<typeof sentDeliveryView>;
export interface SentDeliveryPage {
  items: SentDeliveryView[];
  nextCursor: string | null;
}

/** Expected refusals of this module. */
export type NotificationRefusal = {
  ok: false;
  reason: "too_many_endpoints" | "endpoint_off" | "delivery_under_way" | "delivery_not_failed";
};
